import { Type } from 'typebox'

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

export const durationPattern = '^[1-9][0-9]*(ms|s|m|h|d)$'

/** How a spec writes a span of time: `500ms`, `15s`, `10m`, `2h`, `1d`. */
export const DurationText = Type.String({
  pattern: durationPattern,
  description: 'A span of time: 500ms, 15s, 10m, 2h, 1d.',
})

/** Milliseconds of a text that fits `DurationText`. */
export function milliseconds(text: string): number {
  const unit = text.replace(/^\d+/, '') as keyof typeof units
  return Number.parseInt(text, 10) * units[unit]
}
