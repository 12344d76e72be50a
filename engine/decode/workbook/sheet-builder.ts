import { feedError } from '../../errors/feed-error.ts'
import type { GridRow, MergedArea, Sheet } from '../../model/row.ts'
import type { DecodeLimits } from '../decoder.ts'
import { broken, cellPlace, rowPlace } from './places.ts'

/** What all sheets of a workbook may take together; gaps between cells count, because they are held. */
export interface Room {
  rows: number
  cells: number
}
export const mostCells = 5_000_000
export const mostSheets = 2000

/** Room for a workbook of so many rows. */
export const roomOf = (limits: Pick<DecodeLimits, 'rows'>): Room => ({ rows: limits.rows, cells: mostCells })

/** Takes the cells of a sheet in any order; all counts are from 0. */
export interface SheetBuilder {
  /** An empty text is no cell. A cell that comes twice is DECODE_FAILED. */
  put(row: number, column: number, text: string): void
  merge(area: MergedArea): void
  hide(row: number): void
  hideColumns(first: number, last: number): void
  /** Rows end with the last one that holds something, and so do the cells of each. */
  sheet(): Sheet
}

export function sheetBuilder(
  format: string,
  name: string,
  room: Room,
  limits: Pick<DecodeLimits, 'rows'>,
  hidden = false,
): SheetBuilder {
  const rows: string[][] = []
  const merged: MergedArea[] = []
  const hiddenRows = new Set<number>()
  const hiddenColumns: (readonly [first: number, last: number])[] = []
  return {
    put(row, column, text) {
      if (text === '') return
      const place = cellPlace(name, row, column)
      room.rows -= Math.max(0, row + 1 - rows.length)
      if (room.rows < 0) throw feedError('DECODE_TOO_MANY_ROWS', { limit: limits.rows }, { place })
      while (rows.length <= row) rows.push([])
      const cells = rows[row] ?? []
      if (cells[column] !== undefined && cells[column] !== '')
        throw broken(format, 'the cell stands twice', place)
      room.cells -= Math.max(0, column + 1 - cells.length)
      if (room.cells < 0) throw feedError('DECODE_TOO_MANY_CELLS', { limit: mostCells }, { place })
      while (cells.length < column) cells.push('')
      cells[column] = text
    },
    merge(area) {
      if (area.bottom < area.top || area.right < area.left)
        throw broken(format, 'a merged area ends before it begins', rowPlace(name, area.top))
      merged.push(area)
      room.cells -= 1
      if (room.cells < 0) throw feedError('DECODE_TOO_MANY_CELLS', { limit: mostCells })
    },
    hide: (row) => void hiddenRows.add(row),
    hideColumns: (first, last) => void hiddenColumns.push([first, last]),
    sheet() {
      const widest = rows.reduce((most, cells) => Math.max(most, cells.length), 0)
      const unseen = hiddenColumns.flatMap(([first, last]) =>
        Array.from({ length: Math.max(0, Math.min(last + 1, widest) - first) }, (_, at) => first + at),
      )
      return {
        name,
        rows: rows.map((cells, row) => ({
          ...gridRow(name, cells, row, hiddenRows.has(row)),
          ...(unseen.length > 0 ? { hiddenCells: unseen } : {}),
        })),
        merged: merged.flatMap((area) => clipped(area, rows.length, widest)),
        ...(hidden ? { hidden } : {}),
      }
    },
  }
}

const gridRow = (name: string, cells: readonly string[], row: number, hidden: boolean): GridRow => ({
  cells,
  place: rowPlace(name, row),
  placeOf: (column) => cellPlace(name, row, column),
  ...(hidden ? { hidden } : {}),
})

/** Areas reach as far as somebody has dragged them: what is beyond the last cells joins nothing. */
function clipped(area: MergedArea, rows: number, columns: number): readonly MergedArea[] {
  const { top, left } = area
  const bottom = Math.min(area.bottom, rows - 1)
  const right = Math.min(area.right, columns - 1)
  if (top > bottom || left > right || (top === bottom && left === right)) return []
  return [{ top, left, bottom, right }]
}
