import { feedError } from '../../errors/feed-error.ts'
import type { Sheet } from '../../model/row.ts'
import { placeOf } from './body-row.ts'
import type { LaidColumn, Layout } from './layout.ts'
import type { AreasFrom } from './merged.ts'
import { shown, trimmed } from './text.ts'

/**
 * A figure that is merged over another row or another column of the table is a figure of several things, or hides one.
 * SELECT_MERGED.
 */
export function assertOwnFigures(
  sheet: Sheet,
  at: number,
  { columns }: Pick<Layout, 'columns'>,
  areasFrom: AreasFrom,
): void {
  for (const { left, right, bottom } of areasFrom(at)) {
    const row = sheet.rows[at]
    const text = trimmed(row?.cells[left])
    if (row === undefined || text === '' || columns[left]?.is !== 'value') continue
    const across = columns.slice(left + 1, right + 1).some(isRead)
    const down = sheet.rows
      .slice(at + 1, bottom + 1)
      .some(({ cells }) => cells.some((cell, column) => isRead(columns[column]) && trimmed(cell) !== ''))
    if (across || down) throw feedError('SELECT_MERGED', { text: shown(text) }, { place: placeOf(row, left) })
  }
}

const isRead = (column: LaidColumn | undefined): boolean => column?.is === 'value' || column?.is === 'key'
