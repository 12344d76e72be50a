import { isFunction } from './builtin.ts'

/** The letters of kinds of values in signatures; the place of a letter is the bit of its kind. `m`: missing. */
const letters = 'asnblfom'

/** As bits, so that one look tells whether a kind is among many. */
export const kinds = {
  list: 1,
  text: 2,
  number: 4,
  boolean: 8,
  null: 16,
  callable: 32,
  object: 64,
  missing: 128,
} as const

export function kindOf(value: unknown): number {
  if (typeof value === 'string') return kinds.text
  if (typeof value === 'number') return kinds.number
  if (typeof value === 'boolean') return kinds.boolean
  if (value === null) return kinds.null
  if (Array.isArray(value)) return kinds.list
  if (isFunction(value)) return kinds.callable
  return typeof value === 'object' ? kinds.object : kinds.missing
}

export const letterOf = (kind: number): string => letters.charAt(31 - Math.clz32(kind))

/** The kinds that these letters name; other letters name none. */
export const kindsIn = (text: string): number =>
  Array.from(letters).reduce((all, letter, bit) => (text.includes(letter) ? all | (1 << bit) : all), 0)
