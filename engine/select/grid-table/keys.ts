import type { Regex } from '../../flow/regex.ts'
import { indexOf } from './letters.ts'
import type { TableOptions } from './options.ts'
import type { Problems } from './problems.ts'

/** A column that the spec names, and where it is. */
export interface KeyColumn {
  readonly field: string
  readonly header: string | undefined
  readonly matches: Regex | undefined
  readonly column: number | undefined
  readonly carry: boolean
  readonly optional: boolean
}

export function keysOf(
  { keys = {} }: TableOptions,
  headerRows: number,
  problems: Problems,
): readonly KeyColumn[] {
  return Object.entries(keys).map(([field, key]) => {
    const spec = typeof key === 'string' ? { header: key } : key
    const path = ['keys', field]
    problems.names([field], 'keys', path)
    const ways = (['header', 'matches', 'column'] as const).filter((way) => spec[way] !== undefined)
    if (ways.length !== 1)
      problems.contradiction(
        `The column "${field}" is found by one of header, matches and column, not by ${ways.length === 0 ? 'none' : ways.join(' and ')}`,
        'Say where it is in one way.',
        path,
      )
    if (headerRows === 0 && spec.column === undefined)
      problems.contradiction(
        `Without a header the column "${field}" can be found by its letter only`,
        'Write { column: A }.',
        path,
      )
    return {
      field,
      header: spec.header,
      matches: problems.pattern(spec.matches, [...path, 'matches']),
      column: spec.column === undefined ? undefined : indexOf(spec.column),
      carry: spec.carry ?? false,
      optional: spec.optional ?? false,
    }
  })
}
