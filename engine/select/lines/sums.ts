import { feedError } from '../../errors/feed-error.ts'
import type { Pattern } from './patterns.ts'
import type { Values } from './values.ts'

/** Adds up rows for the totals that the report gives. Errors are SELECT_TOTAL. */
export interface Sums {
  /** A row of this name. */
  add(row: string, values: Values, cells: readonly Values[]): void
  /** A heading has changed. */
  begin(heading: string): void
  /** A line of totals. */
  check(pattern: Pattern, values: Values, cells: readonly Values[], place: string): void
}

/** Sums for all totals among the patterns, of no rows yet. */
export function sumsFor(patterns: readonly Pattern[]): Sums {
  const totals = patterns
    .filter((pattern) => pattern.kind === 'total')
    .map((pattern) => ({ pattern, sums: new Map<string, number>() }))
  return {
    add(row, values, cells) {
      for (const { pattern, sums } of totals) {
        if (pattern.name !== row) continue
        sums.set('rows', (sums.get('rows') ?? 0) + 1)
        for (const [name, value] of named(values, cells)) {
          const number = numberOf(value)
          if (number !== undefined) sums.set(name, (sums.get(name) ?? 0) + number)
        }
      }
    },
    begin(heading) {
      for (const { pattern, sums } of totals) if (pattern.options.since === heading) sums.clear()
    },
    check(pattern, values, cells, place) {
      const sums = totals.find((total) => total.pattern === pattern)?.sums
      for (const [name, stated] of named(values, cells)) {
        const counted = sums?.get(name) ?? 0
        if (stated === '' || numberOf(stated) === counted) continue
        throw feedError('SELECT_TOTAL', { row: pattern.name, name, stated, counted }, { place })
      }
      sums?.clear()
    },
  }
}

/** All values under names of their own: those of cells with the number of their column. */
function* named(values: Values, cells: readonly Values[]): Iterable<readonly [name: string, value: string]> {
  yield* Object.entries(values)
  for (const [at, cell] of cells.entries())
    for (const [name, value] of Object.entries(cell)) yield [`${name} of column ${at + 1}`, value]
}

const numberOf = (text: string): number | undefined =>
  /^\d[\d,]*$/.test(text) ? Number(text.replaceAll(',', '')) : undefined
