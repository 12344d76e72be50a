import { feedError } from '../../errors/feed-error.ts'
import type { GridRow } from '../../model/row.ts'
import { placeOf } from './body-row.ts'
import type { TableSpec } from './table-spec.ts'

/** A row without cells that are hidden, or with them, as the spec says. SELECT_HIDDEN: it says neither. */
export function withoutHidden(row: GridRow, { hidden }: Pick<TableSpec, 'hidden'>): GridRow {
  if (row.hiddenCells === undefined || hidden === 'read') return row
  const filled = row.hiddenCells.filter((at) => (row.cells[at] ?? '').trim() !== '')
  const [first] = filled
  if (first === undefined) return row
  if (hidden === 'error') throw feedError('SELECT_HIDDEN', {}, { place: placeOf(row, first) })
  return { ...row, cells: row.cells.map((cell, at) => (filled.includes(at) ? '' : cell)) }
}
