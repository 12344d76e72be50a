import { feedError } from '../../errors/feed-error.ts'
import type { Entry } from './legend.ts'
import type { Pattern } from './patterns.ts'
import type { Values } from './values.ts'

/** What a line of figures says, and what its cells stand for. */
export interface Figures {
  readonly values: Values
  readonly cells: readonly Values[]
  readonly columns: readonly Entry[]
  readonly place: string
}

/** Adds up rows for the totals that the report gives. Errors are SELECT_TOTAL. */
export interface Sums {
  /** A row of this name. */
  add(row: string, figures: Figures): void
  /** A heading has changed. */
  begin(heading: string): void
  /** A line of totals. */
  check(pattern: Pattern, figures: Figures): void
}

/** Sums for all totals among the patterns, of no rows yet. */
export function sumsFor(patterns: readonly Pattern[]): Sums {
  const totals = patterns
    .filter((pattern) => pattern.kind === 'total')
    .map((pattern) => ({ pattern, sums: new Map<string, number>(), places: [] as string[] }))
  const clear = ({ sums, places }: (typeof totals)[number]): void => {
    sums.clear()
    places.length = 0
  }
  return {
    add(row, figures) {
      for (const { pattern, sums, places } of totals) {
        if (pattern.name !== row) continue
        places.push(figures.place)
        sums.set('rows', places.length)
        for (const { key, value } of named(figures)) {
          const number = numberOf(value)
          if (number !== undefined) sums.set(key, (sums.get(key) ?? 0) + number)
        }
      }
    },
    begin(heading) {
      for (const total of totals) if (total.pattern.options.since === heading) clear(total)
    },
    check(pattern, figures) {
      const total = totals.find((one) => one.pattern === pattern)
      if (total === undefined) return
      const { sums, places } = total
      for (const { key, name, value: stated } of named(figures)) {
        const counted = sums.get(key) ?? 0
        if (stated === '' || numberOf(stated) === counted) continue
        const lines = { rows: places.length, first: places[0], last: places.at(-1) }
        const details = { row: pattern.name, name, stated, counted, ...lines }
        throw feedError('SELECT_TOTAL', details, { place: figures.place })
      }
      clear(total)
    },
  }
}

/**
 * All values: those of cells under the number of their column and what it stands for, so that nothing of one legend is
 * added to the next; to people, by the name of what it stands for.
 */
function* named({
  values,
  cells,
  columns,
}: Figures): Iterable<{ readonly key: string; readonly name: string; readonly value: string }> {
  for (const [name, value] of Object.entries(values)) yield { key: name, name, value }
  for (const [at, cell] of cells.entries()) {
    const entry = columns[at] ?? {}
    const column = entry['name'] ?? entry['key'] ?? ''
    for (const [name, value] of Object.entries(cell))
      yield {
        key: JSON.stringify([at, name, entry]),
        name: `${name} of ${column === '' ? `column ${at + 1}` : column}`,
        value,
      }
  }
}

const numberOf = (text: string): number | undefined =>
  /^\d[\d,]*$/.test(text) ? Number(text.replaceAll(',', '')) : undefined
