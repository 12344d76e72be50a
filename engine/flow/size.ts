import { Type } from 'typebox'

const units = { B: 1, KB: 1_000, MB: 1_000_000, GB: 1_000_000_000 } as const

export const sizePattern = '^[1-9][0-9]*(B|KB|MB|GB)$'

/** How a spec writes a number of bytes: `500KB`, `20MB`. Thousands, not 1,024s. */
export const SizeText = Type.String({
  pattern: sizePattern,
  description: 'A number of bytes: 512B, 500KB, 20MB, 1GB.',
})

/** Bytes of a text that fits `SizeText`. */
export function bytes(text: string): number {
  const unit = text.replace(/^\d+/, '') as keyof typeof units
  return Number.parseInt(text, 10) * units[unit]
}
