import { stripVTControlCharacters } from 'node:util'

export interface Column {
  readonly title: string
  readonly right?: true
  /** Cut with an ellipsis where the terminal is too narrow. */
  readonly flexible?: true
}

const gap = '  '
/** A column that gives way keeps at least this much. */
const narrowest = 12

/** A head and a line per row, in columns that fit their widest cell. Cells may carry styles; control characters are shown. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
): readonly string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(shownWidth(title), ...rows.map((row) => shownWidth(row[index] ?? ''))),
  )
  if (width !== undefined) fit(columns, widths, width)
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ right }, index) => padded(cells[index] ?? '', widths[index] ?? 0, right === true))
      .join(gap)
      .trimEnd()
  return [line(columns.map(({ title }) => title)), ...rows.map(line)]
}

/** The widest of the flexible columns gives way, letter by letter. */
function fit(columns: readonly Column[], widths: number[], width: number): void {
  let over = widths.reduce((sum, one) => sum + one, gap.length * (columns.length - 1)) - width
  for (; over > 0; over -= 1) {
    let widest = -1
    for (const [index, { flexible }] of columns.entries()) {
      const own = widths[index] ?? 0
      if (flexible === true && own > narrowest && own > (widths[widest] ?? 0)) widest = index
    }
    if (widest === -1) return
    widths[widest] = (widths[widest] ?? 0) - 1
  }
}

function padded(cell: string, width: number, right: boolean): string {
  const shown = shownWidth(cell)
  if (shown > width)
    return `${lettersOf(cell)
      .slice(0, Math.max(0, width - 1))
      .join('')}…`
  const space = ' '.repeat(width - shown)
  return right ? `${space}${cell}` : `${cell}${space}`
}

const letters = new Intl.Segmenter('en')
const lettersOf = (cell: string): readonly string[] =>
  Array.from(letters.segment(stripVTControlCharacters(cell)), ({ segment }) => segment)
const shownWidth = (cell: string): number => lettersOf(cell).length
