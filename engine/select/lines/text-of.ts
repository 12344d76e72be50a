import { feedError } from '../../errors/feed-error.ts'
import type { Document, GridRow, Line } from '../../model/row.ts'
import type { LinesOptions } from './options.ts'

/**
 * The lines of a document: of a text all of them, of a page those of the elements that `within` names, of sheets the
 * texts of one column. Each element and each sheet is a page of its own, unless elements are lines.
 */
export async function* linesOf(
  document: Document,
  { within, elements: are = 'pages', column = 1 }: Pick<LinesOptions, 'within' | 'elements' | 'column'>,
): AsyncIterable<readonly Line[]> {
  if (document.shape === 'text') yield* document.lines
  else if (document.shape === 'markup') {
    const elements = within === undefined ? [document.root] : document.root.select(within)
    if (elements.length === 0)
      throw feedError('SELECT_NOTHING', {
        expression: within ?? '',
        what: 'select.lines.within',
        found: 'The page has no such element.',
      })
    if (are === 'lines') yield elements.map(({ text, place }) => ({ text, place, page: 1 }))
    else
      for (const [at, element] of elements.entries())
        yield element.lines().map((line) => ({ ...line, page: at + 1 }))
  } else if (document.shape === 'grid') {
    let page = 0
    for await (const sheet of document.sheets) {
      page++
      yield sheet.rows.map((row) => ({ ...textIn(row, column - 1), page }))
    }
  } else throw new Error(`a ${document.shape} has no lines`)
}

function textIn(row: GridRow, column: number): Line {
  const beside = row.cells.findIndex((cell, at) => at !== column && cell.trim() !== '')
  if (beside !== -1) {
    const problem = `"${row.cells[beside]}" stands beside the column of the text`
    throw feedError('SELECT_PAGE', { problem }, { place: row.placeOf?.(beside) ?? row.place })
  }
  return { text: row.cells[column] ?? '', place: row.placeOf?.(column) ?? row.place }
}
