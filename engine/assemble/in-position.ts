import { byPosition, type KeptRow } from './kept-row.ts'

/** In the order of the capture, and in a list that has no room for more: mostly it is that list. */
export function inPosition(rows: readonly KeptRow[]): readonly KeptRow[] {
  if (!areInPosition(rows)) return rows.toSorted(byPosition)
  return rows.length > most ? rows.slice() : rows
}

export function areInPosition(rows: readonly KeptRow[]): boolean {
  for (let at = 1; at < rows.length; at++)
    if (byPosition(rows[at - 1] as KeptRow, rows[at] as KeptRow) > 0) return false
  return true
}

/** Longer lists have grown. */
const most = 4
