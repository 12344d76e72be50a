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

/** The same, each sign by itself. */
const single: Readonly<Record<NonNullable<ValueRules['groups']>, string>> = {
  ',': ',',
  '.': '.',
  ' ': ' \u00a0\u2009\u202f',
  "'": "'’",
  none: '',
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
  const isCountMarked = [...marks.keys()].some((mark) => /\d/.test(mark))
  return (value) => {
    if (value === undefined) return undefined
    if (typeof value === 'string' && !isCountMarked) {
      const plain = plainCount(value, single[groups])
      if (plain !== undefined) return plain
    }
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

/** A count of at most fifteen digits and what groups them, as nearly all are. Undefined: it has to be looked at closely. */
function plainCount(text: string, between: string): number | undefined {
  let count = 0
  let digits = 0
  let groups = 0
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit >= 0 && digit <= 9) {
      count = count * 10 + digit
      digits += 1
    } else {
      if (!between.includes(text.charAt(at)) || digits === 0 || (groups === 0 ? digits > 3 : digits !== 3))
        return undefined
      groups += 1
      digits = 0
    }
  }
  return text.length > 15 || digits === 0 || (groups > 0 && digits !== 3) ? undefined : count
}
