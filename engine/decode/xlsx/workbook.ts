import { feedError } from '../../errors/feed-error.ts'
import { contentNames } from '../../flow/looks-like.ts'
import type { NumberFormat } from '../workbook/number-format.ts'
import { broken } from '../workbook/places.ts'
import { mostSheets } from '../workbook/sheet-builder.ts'
import type { Package } from './package.ts'
import { sharedStrings } from './shared-strings.ts'
import { cellFormats } from './styles.ts'

/** What all sheets share, and where each of them is. */
export interface Workbook {
  readonly since1904: boolean
  readonly strings: readonly string[]
  readonly formats: readonly NumberFormat[]
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly part: string }[]
}

export async function workbookOf(book: Package): Promise<Workbook> {
  const main = [...(await book.relations('')).values()].find(({ type }) => type === 'officeDocument')?.target
  // Text documents and presentations are such packages too, and so are workbooks in binary.
  if (main === undefined || !main.endsWith('.xml') || !/(?:^|\/)workbook[^/]*$/i.test(main))
    throw feedError(
      'DECODE_CONTRADICTED',
      { declared: 'xlsx', looksLike: main === undefined ? contentNames.zip : `a package around ${main}` },
      { place: 'L1' },
    )
  const relations = await book.relations(main)
  const partOf = (type: string): string | undefined =>
    [...relations.values()].find((relation) => relation.type === type)?.target
  const named = await namedSheets(book, main)
  const sheets = named.sheets.flatMap(({ id, ...sheet }) => {
    const relation = relations.get(id)
    if (relation === undefined || (relation.type === 'worksheet' && !book.has(relation.target)))
      throw broken('xlsx', `the sheet "${sheet.name}" is missing`)
    // A sheet of a chart has no cells.
    return relation.type === 'worksheet' ? [{ ...sheet, part: relation.target }] : []
  })
  if (sheets.length === 0) throw broken('xlsx', 'it has no sheet')
  const [strings, styles] = [partOf('sharedStrings'), partOf('styles')]
  return {
    sheets,
    since1904: named.since1904,
    strings: strings === undefined ? [] : await sharedStrings(book, strings),
    formats: styles === undefined ? [] : await cellFormats(book, styles),
  }
}

async function namedSheets(book: Package, main: string) {
  const sheets: { name: string; hidden: boolean; id: string }[] = []
  const names = new Set<string>()
  let since1904 = false
  await book.read(main, {
    open(element, attributes) {
      const { name = '', state = 'visible', date1904 = '' } = attributes
      if (element === 'workbookPr') since1904 = /^(?:1|true)$/.test(date1904)
      if (element !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      if (names.has(name)) throw broken('xlsx', `two sheets are called "${name}"`)
      if (sheets.length === mostSheets) throw feedError('DECODE_TOO_MANY_SHEETS', { limit: mostSheets })
      names.add(name)
      sheets.push({ name, hidden: state !== 'visible', id })
    },
    close() {},
    text() {},
  })
  return { since1904, sheets }
}
