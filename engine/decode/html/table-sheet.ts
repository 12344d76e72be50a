import { feedError } from '../../errors/feed-error.ts'
import type { GridRow, MergedArea, Sheet } from '../../model/row.ts'
import { mostCells, type Room } from '../workbook/sheet-builder.ts'
import { isHidden, liesHidden } from './hidden.ts'
import type { Page } from './page.ts'
import { seenText } from './text.ts'
import { type HtmlNode, isElement } from './tree.ts'

/**
 * A table of a page as a sheet. A cell that spans columns or rows is a merged area, its text stands in the first; what it
 * covers is empty. Rows of tables inside of its cells are not its own.
 */
export function tableSheet(page: Page, table: HtmlNode, position: number, room: Room, most: number): Sheet {
  const rows: string[][] = []
  const places: string[] = []
  const notSeen: Pick<GridRow, 'hidden' | 'hiddenCells'>[] = []
  const merged: MergedArea[] = []
  /** By column: how many more rows a cell above reaches down. */
  let reaching: number[] = []
  const parts = rowsOf(table)
  for (const [row, { element, left }] of parts.entries()) {
    const place = page.placeOf(element)
    if (--room.rows < 0) throw feedError('DECODE_TOO_MANY_ROWS', { limit: most }, { place })
    const cells: string[] = []
    const hidden: number[] = []
    const below: number[] = []
    let column = 0
    const skip = (): void => {
      for (let rest = reaching[column] ?? 0; rest > 0; rest = reaching[++column] ?? 0) {
        below[column] = rest - 1
        cells[column] = ''
      }
    }
    for (const cell of (element.children ?? []).filter(({ name }) => name === 'td' || name === 'th')) {
      skip()
      const columns = spanOf(cell, 'colspan', 1000)
      const down = Math.min(spanOf(cell, 'rowspan', 65_534) || left, left)
      room.cells -= columns
      if (room.cells < 0) throw feedError('DECODE_TOO_MANY_CELLS', { limit: mostCells }, { place })
      if (columns > 1 || down > 1)
        merged.push({ top: row, left: column, bottom: row + down - 1, right: column + columns - 1 })
      cells[column] = seenText(cell)
      if (isHidden(cell)) hidden.push(column)
      below[column++] = down - 1
      for (let more = 1; more < columns; more++) {
        cells[column] = ''
        below[column++] = down - 1
      }
    }
    skip()
    for (const [at, rest] of reaching.entries()) if (at > column && rest > 0) below[at] ??= rest - 1
    rows.push(Array.from(cells, (text) => text ?? ''))
    places.push(place)
    notSeen.push({
      ...(isHidden(element) || (element.parent && isHidden(element.parent)) ? { hidden: true } : {}),
      ...(hidden.length > 0 ? { hiddenCells: hidden } : {}),
    })
    reaching = Array.from(below, (rest) => rest ?? 0)
  }
  return {
    name: nameOf(table, position),
    rows: rows.map((cells, at): GridRow => ({ cells, place: places[at] ?? '', ...notSeen[at] })),
    merged,
    ...(liesHidden(table) ? { hidden: true } : {}),
  }
}

/** The rows of the table itself; `left`: how many of its part (head, body, foot) begin here, beyond which no cell reaches. */
function rowsOf(table: HtmlNode): readonly TableRow[] {
  const parts = (table.children ?? []).filter(({ name }) => /^(?:thead|tbody|tfoot)$/.test(name ?? ''))
  return parts.flatMap((part) =>
    (part.children ?? [])
      .filter(({ name }) => name === 'tr')
      .map((element, at, own) => ({ element, left: own.length - at })),
  )
}
interface TableRow {
  readonly element: HtmlNode
  readonly left: number
}

/** Numbers that are none count as one, as in browsers. Only a row span may be 0: down to the end. */
function spanOf(cell: HtmlNode, name: 'colspan' | 'rowspan', most: number): number {
  const [digits] = /^\s*\d+/.exec(cell.attribs?.[name] ?? '') ?? ['1']
  const span = Math.min(Number(digits), most)
  return span === 0 && name === 'colspan' ? 1 : span
}

function nameOf(table: HtmlNode, position: number): string {
  const caption = (table.children ?? []).filter(isElement).find(({ name }) => name === 'caption')
  return (caption && seenText(caption)) || (table.attribs?.['id'] ?? '').trim() || String(position)
}
