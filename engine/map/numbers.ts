import type { LineCount } from '../model/count-line.ts'
import { quote } from './quote.ts'
import { refuse } from './refuse.ts'

/** What an office writes instead of a number, and how it groups digits. */
export interface ValueRules {
  /** Not reported. */
  readonly absent?: readonly string[]
  /** Withheld, mostly where few people voted. */
  readonly suppressed?: readonly string[]
  readonly zero?: readonly string[]
  readonly groups?: ',' | '.' | ' ' | "'" | 'none'
}

/** Blanks of every width, and apostrophes of every form, are what people see alike. */
const groupings: Readonly<Record<NonNullable<ValueRules['groups']>, string>> = {
  ',': ',',
  '.': '\\.',
  ' ': '[ \\u00a0\\u2009\\u202f]',
  "'": "['’]",
  none: '(?!)',
}

/** Reads counts by rules. */
export type ReadCount = (value: unknown) => LineCount | undefined

/**
 * A count as offices write it: `1,234`, ` 12 `, `0`. Signs between digits group by three. A minus is read, for a check to
 * judge. Marks are what the rules declare. Everything else (a percentage, decimals, more than can be counted exactly, and
 * blank, `-`, `*` where nothing is declared) is MAP_NOT_A_COUNT.
 */
export function countReader({
  absent = [],
  suppressed = [],
  zero = [],
  groups = ',',
}: ValueRules): ReadCount {
  const sign = groupings[groups]
  const written = new RegExp(`^-?(?:\\d+|\\d{1,3}(?:${sign}\\d{3})+)$`)
  const between = new RegExp(sign, 'g')
  const marks = new Map<string, LineCount | undefined>([
    ...absent.map((mark) => [mark.trim(), undefined] as const),
    ...suppressed.map((mark) => [mark.trim(), 'suppressed'] as const),
    ...zero.map((mark) => [mark.trim(), 0] as const),
  ])
  return (value) => {
    if (value === undefined) return undefined
    if (typeof value === 'string' && marks.size === 0 && isShortNumber(value)) return Number(value)
    const text = typeof value === 'string' ? value.trim() : undefined
    if (text !== undefined && marks.has(text)) return marks.get(text)
    const count =
      text === undefined ? value : written.test(text) ? Number(text.replaceAll(between, '')) : undefined
    if (typeof count !== 'number' || !Number.isSafeInteger(count))
      throw refuse('MAP_NOT_A_COUNT', { value: quote(value) })
    // Minus zero would be another figure than zero to some, and the same to others.
    return count + 0
  }
}

/** Digits and nothing else, as nearly all counts are. */
function isShortNumber(text: string): boolean {
  if (text.length === 0 || text.length > 15) return false
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at)
    if (digit < 48 || digit > 57) return false
  }
  return true
}
