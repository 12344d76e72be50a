import type { Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import type { Document, GridRow } from '../../model/row.ts'
import type { DecodeLimits } from '../decoder.ts'
import { breaksIn, placeText } from '../lines.ts'
import type { CsvOptions } from './options.ts'
import type { CsvRecord } from './records.ts'

/** What a table of named columns needs, and a grid can not have. */
const ofTables = ['header', 'columns', 'ragged', 'trailing_delimiter', 'trim', 'trailer'] as const

/** Reports options that contradict `grid`. */
export function checkGrid(options: CsvOptions, site: Site): void {
  for (const key of ofTables) {
    if (options[key] === undefined) continue
    const problem = `A grid has no columns by name, so "${key}" means nothing to it`
    const hint = 'Take "grid" out, or say in select what the rows of the grid are.'
    site.report(feedError('DECODE_OPTION', { problem, hint }, { at: site.position([key]) }))
  }
}

/**
 * All records as rows of a sheet, of whatever lengths. A blank line is a row without cells: what stands apart in a
 * report is told apart by it.
 */
export async function gridRows(
  records: AsyncIterable<readonly CsvRecord[]>,
  firstLine: number,
  limits: DecodeLimits,
): Promise<readonly GridRow[]> {
  const rows: GridRow[] = []
  let line = firstLine
  const add = (cells: readonly string[], at: number): void => {
    const place = placeText(at)
    if (rows.length >= limits.rows) throw feedError('DECODE_TOO_MANY_ROWS', { limit: limits.rows }, { place })
    rows.push({ cells, place })
  }
  for await (const batch of records)
    for (const record of batch) {
      while (line < record.line) add([], line++)
      add(record.fields, record.line)
      line = record.line + 1 + record.fields.reduce((breaks, field) => breaks + breaksIn(field), 0)
    }
  return rows
}

/** The rows as the only sheet. */
export const gridOf = (rows: readonly GridRow[]): Document => ({
  shape: 'grid',
  sheets: only({ name: '', rows, merged: [] }),
})

/**
 * Of a text that does not end with its last line: has that fewer cells than the line before? Then it may be cut off, even
 * if what is left looks like the last line of a whole file. A line of one cell is a note below the table.
 */
export function isLastRowShort(rows: readonly GridRow[]): boolean {
  const [before, last] = rows.filter(({ cells }) => cells.length > 0).slice(-2)
  return (
    before !== undefined &&
    last !== undefined &&
    last.cells.length > 1 &&
    last.cells.length < before.cells.length
  )
}

async function* only<Item>(item: Item): AsyncIterable<Item> {
  yield item
}
