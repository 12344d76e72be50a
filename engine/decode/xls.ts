import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Sheet } from '../model/row.ts'
import type { DecodeLimits, Decoder } from './decoder.ts'
import { type CellErrors, CellErrorsOption } from './workbook/cell-errors.ts'
import { broken } from './workbook/places.ts'
import { roomOf, sheetBuilder } from './workbook/sheet-builder.ts'
import { sheetExcerpt } from './workbook/sheet-excerpt.ts'
import { wholeWorkbook } from './workbook/whole-workbook.ts'
import { workbookStream } from './xls/compound-file.ts'
import { readXlsSheet } from './xls/sheet.ts'
import { type XlsWorkbook, xlsWorkbookOf } from './xls/workbook.ts'

/**
 * A workbook of Excel 5 to 2003 (BIFF in a compound file), one sheet at a time. Formulas, hidden sheets and hidden rows are
 * as in xlsx. A stream that was cut in the middle is DECODE_FAILED; one that leaves its last sector short is whole.
 */
export const xls = component({
  type: 'xls',
  summary: 'An old workbook (.xls); select says which sheets, and where in them the table is.',
  options: Type.Object(
    { cell_errors: Type.Optional(CellErrorsOption) },
    { additionalProperties: false, description: 'How to read an old workbook.' },
  ),
  create: ({ cell_errors = 'error' }): Decoder => ({
    gives: 'grid',
    async decode(payload, limits, signal) {
      const bytes = await wholeWorkbook(payload, 'xls', limits, signal)
      const book = xlsWorkbookOf(Buffer.from(workbookStream(bytes)))
      return { shape: 'grid', sheets: sheetsOf(book, limits, cell_errors, signal) }
    },
    excerpt: (bytes, place) =>
      sheetExcerpt(place, async function* (name, limits, signal) {
        const book = xlsWorkbookOf(Buffer.from(workbookStream(bytes)))
        const sheets = book.sheets.filter((sheet) => sheet.name === name)
        yield* sheetsOf({ ...book, sheets }, limits, 'text', signal)
      }),
  }),
})

async function* sheetsOf(
  book: XlsWorkbook,
  limits: DecodeLimits,
  errors: CellErrors,
  signal: AbortSignal,
): AsyncIterable<Sheet> {
  const room = roomOf(limits)
  let left = book.stream.length
  const spend = (bytes: number): void => {
    left -= bytes
    if (left < 0) throw broken('xls', 'its sheets overlap')
  }
  for (const sheet of book.sheets) {
    signal.throwIfAborted()
    const builder = sheetBuilder('xls', sheet.name, room, limits, sheet.hidden)
    yield readXlsSheet(book, sheet, builder, errors, spend)
  }
}
