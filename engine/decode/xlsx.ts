import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Sheet } from '../model/row.ts'
import type { DecodeLimits, Decoder } from './decoder.ts'
import { type CellErrors, CellErrorsOption } from './workbook/cell-errors.ts'
import { roomOf, sheetBuilder } from './workbook/sheet-builder.ts'
import { sheetExcerpt } from './workbook/sheet-excerpt.ts'
import { wholeWorkbook } from './workbook/whole-workbook.ts'
import { openPackage, type Package } from './xlsx/package.ts'
import { sheetReader } from './xlsx/sheet.ts'
import { type Workbook, workbookOf } from './xlsx/workbook.ts'

/**
 * A workbook of Excel since 2007, one sheet at a time. A formula counts as the value that was stored with it; without one
 * it is an error. Hidden sheets and rows are given like others and say that they are hidden.
 *
 * The libraries that read workbooks give less where we must give an error: of a sheet that is cut off, a text that is not
 * there, a formula without a value, a cell that stands twice, or a wrong checksum they say nothing.
 */
export const xlsx = component({
  type: 'xlsx',
  summary: 'A workbook (.xlsx); select says which sheets, and where in them the table is.',
  options: Type.Object(
    { cell_errors: Type.Optional(CellErrorsOption) },
    { additionalProperties: false, description: 'How to read a workbook.' },
  ),
  create: ({ cell_errors = 'error' }): Decoder => ({
    gives: 'grid',
    async decode(payload, limits, signal) {
      const bytes = await wholeWorkbook(payload, 'xlsx', limits, signal)
      const opened = await openPackage(bytes, limits, signal)
      const book = await workbookOf(opened)
      return { shape: 'grid', sheets: sheetsOf(opened, book, limits, cell_errors) }
    },
    excerpt: (bytes, place) =>
      sheetExcerpt(place, async function* (name, limits, signal) {
        const opened = await openPackage(bytes, limits, signal)
        const book = await workbookOf(opened)
        const sheets = book.sheets.filter((sheet) => sheet.name === name)
        yield* sheetsOf(opened, { ...book, sheets }, limits, 'text')
      }),
  }),
})

async function* sheetsOf(
  opened: Package,
  book: Workbook,
  limits: DecodeLimits,
  errors: CellErrors,
): AsyncIterable<Sheet> {
  const room = roomOf(limits)
  for (const { name, hidden, part } of book.sheets) {
    const reader = sheetReader(book, name, sheetBuilder('xlsx', name, room, limits, hidden), errors)
    await opened.read(part, reader)
    yield reader.sheet()
  }
}
