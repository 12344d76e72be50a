import type { Sheet } from '../../model/row.ts'
import type { TableSpec } from './table-spec.ts'

/** A sheet without what stands beside its area; columns keep their letters. */
export function within(sheet: Sheet, area: TableSpec['area']): Sheet {
  if (area === undefined) return sheet
  const { left, right } = area
  return {
    ...sheet,
    rows: sheet.rows.map((row) => ({
      ...row,
      cells: row.cells.slice(0, right + 1).map((cell, at) => (at < left ? '' : cell)),
    })),
    merged: sheet.merged.filter((merged) => merged.right >= left && merged.left <= right),
  }
}
