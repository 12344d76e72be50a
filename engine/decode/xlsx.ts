import { Type } from 'typebox'
import { component } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { collect } from '../flow/collect.ts'
import type { Excerpt, Sheet } from '../model/row.ts'
import { contentOf } from './content.ts'
import type { DecodeLimits, Decoder } from './decoder.ts'
import { type CellErrors, CellErrorsOption } from './workbook/cell-errors.ts'
import { placeIn, rowExcerpt } from './workbook/places.ts'
import { roomOf, sheetBuilder } from './workbook/sheet-builder.ts'
import { openPackage, type Package } from './xlsx/package.ts'
import { sheetReader } from './xlsx/sheet.ts'
import { type Workbook, workbookOf } from './xlsx/workbook.ts'

/**
 * A workbook of Excel since 2007, one sheet at a time. A formula counts as the value that was stored with it; without one
 * it is an error. Hidden sheets and rows are given like others and say that they are hidden.
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
      const body = await contentOf(payload.body, 'xlsx', signal)
      const bytes = await collect(body, limits.treeBytes, () => {
        const option = 'If the publisher really sends that much, raise limits.bytes of the feed.'
        throw feedError('DECODE_TOO_LARGE', { what: 'The workbook', limit: limits.treeBytes, option })
      })
      const opened = await openPackage(bytes, limits, signal)
      const book = await workbookOf(opened)
      return { shape: 'grid', sheets: sheetsOf(opened, book, limits, cell_errors) }
    },
    excerpt,
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

/** Enough for every workbook that was decoded before. */
const wide: DecodeLimits = {
  rows: 20_000_000,
  depth: 1000,
  treeBytes: Number.MAX_SAFE_INTEGER,
  inflatedBytes: 2_000_000_000,
  members: 100_000,
}

async function excerpt(bytes: Uint8Array, text: string): Promise<Excerpt | undefined> {
  const place = placeIn(text)
  if (place === undefined) return undefined
  const never = new AbortController().signal
  const opened = await openPackage(bytes, wide, never)
  const book = await workbookOf(opened)
  const sheets = book.sheets.filter(({ name }) => name === place.sheet)
  for await (const sheet of sheetsOf(opened, { ...book, sheets }, wide, 'text'))
    return rowExcerpt(sheet, place.row)
  return undefined
}
