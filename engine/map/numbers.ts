import { quote } from './quote.ts'
import { refuse } from './refuse.ts'

const written = /^-?(?:\d+|\d{1,3}(?:,\d{3})+)$/

/**
 * A count as offices write it: `1,234`, ` 12 `, `0`. Commas must group by three. A minus is read, for a check to judge.
 * Everything else (blank, `-`, `*`, a percentage, decimals, more than can be counted exactly) is MAP_NOT_A_COUNT.
 */
export function readCount(value: unknown): number | undefined {
  if (value === undefined) return undefined
  const count =
    typeof value === 'number' ? value : typeof value === 'string' ? countIn(value.trim()) : undefined
  if (!Number.isSafeInteger(count)) throw refuse('MAP_NOT_A_COUNT', { value: quote(value) })
  // Minus zero would be another figure than zero to some, and the same to others.
  return (count ?? 0) + 0
}

const countIn = (text: string): number | undefined =>
  written.test(text) ? Number(text.replaceAll(',', '')) : undefined
