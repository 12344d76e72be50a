import type { Sheet } from '../../model/row.ts'
import type { AreasFrom } from './merged.ts'
import { folded } from './text.ts'

/** The texts of one column of a header, from the top. */
export interface HeaderColumn {
  /** What stands above it: in its own cells, in merged ones, and in those to the left where they fill. */
  readonly texts: readonly string[]
  /** What stands in the column itself. */
  readonly own: string
  /** The name of the column: its texts, each once. */
  readonly name: string
}

/**
 * The header that begins in a row. Merged areas give their text to all columns, but for the last row, where it names the
 * first of them: the others belong to the same thing and have no name of their own.
 */
export function headerTexts(
  sheet: Sheet,
  from: number,
  size: { readonly rows: number; readonly fill: ReadonlySet<number> },
  areasFrom: AreasFrom,
): readonly HeaderColumn[] {
  const rows = sheet.rows.slice(from, from + size.rows)
  const width = rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0)
  const own = rows.map(({ cells }) => Array.from({ length: width }, (_, at) => folded(cells[at])))
  const last = size.rows - 1
  for (let top = 0; top < size.rows; top++)
    for (const area of areasFrom(from + top)) {
      const text = own[top]?.[area.left] ?? ''
      for (let row = top + 1; row <= Math.min(area.bottom - from, last); row++) set(own, row, area.left, text)
    }
  const all = own.map((texts) => [...texts])
  for (let top = 0; top < last; top++)
    for (const area of areasFrom(from + top)) {
      const text = own[top]?.[area.left] ?? ''
      for (let row = top; row <= Math.min(area.bottom - from, last - 1); row++)
        for (let column = area.left + 1; column <= Math.min(area.right, width - 1); column++)
          set(all, row, column, text)
    }
  for (let row = 0; row < last; row++) if (size.fill.has(row)) fillRow(all, row)
  return Array.from({ length: width }, (_, column) => {
    const texts = all.map((row) => row[column] ?? '')
    return { texts, own: joined(own.map((row) => row[column] ?? '')), name: joined(texts) }
  })
}

function set(texts: string[][], row: number, column: number, text: string): void {
  const cells = texts[row]
  if (cells !== undefined && cells[column] === '') cells[column] = text
}

/** To the right until the next text, and no further than what stands above it reaches. */
function fillRow(texts: string[][], row: number): void {
  const cells = texts[row] ?? []
  for (let column = 1; column < cells.length; column++) {
    if (cells[column] !== '') continue
    const above = texts.slice(0, row)
    if (above.every((upper) => upper[column] === upper[column - 1])) cells[column] = cells[column - 1] ?? ''
  }
}

const joined = (texts: readonly string[]): string =>
  texts.filter((text, at) => text !== '' && texts.indexOf(text) === at).join(' ')
