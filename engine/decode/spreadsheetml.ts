import { Type } from 'typebox'
import { component } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { bodyOf, limited } from '../flow/collect.ts'
import { peek } from '../flow/peek.ts'
import type { Sheet } from '../model/row.ts'
import { contentOf } from './content.ts'
import type { DecodeLimits, Decoder } from './decoder.ts'
import { sheetsReader } from './spreadsheetml/sheets.ts'
import { textOf } from './text.ts'
import { type CellErrors, CellErrorsOption } from './workbook/cell-errors.ts'
import { readElements } from './workbook/elements.ts'
import { sheetExcerpt } from './workbook/sheet-excerpt.ts'
import { xmlEncoding } from './xml/encoding.ts'

/**
 * A workbook in XML of Excel 2003, read as a stream. Formulas, hidden sheets and hidden rows are as in xlsx; comments to
 * cells are none of their text.
 */
export const spreadsheetml = component({
  type: 'spreadsheetml',
  summary:
    'A workbook in XML (SpreadsheetML), often called .xls; select says where in its sheets the table is.',
  options: Type.Object(
    { cell_errors: Type.Optional(CellErrorsOption) },
    { additionalProperties: false, description: 'How to read a workbook in XML.' },
  ),
  create: ({ cell_errors = 'error' }): Decoder => ({
    gives: 'grid',
    async decode(payload, limits, signal) {
      const body = await contentOf(payload.body, 'spreadsheetml', signal)
      return { shape: 'grid', sheets: sheetsOf(body, limits, cell_errors, signal) }
    },
    excerpt: (bytes, place) =>
      sheetExcerpt(place, async function* (name, limits, signal) {
        for await (const sheet of sheetsOf(bodyOf(bytes), limits, 'text', signal))
          if (sheet.name === name) yield sheet
      }),
  }),
})

async function* sheetsOf(
  body: AsyncIterable<Uint8Array>,
  limits: DecodeLimits,
  errors: CellErrors,
  signal: AbortSignal,
): AsyncIterable<Sheet> {
  const tooLarge = (): never => {
    const option = 'If the publisher really sends that much, raise limits.bytes of the feed.'
    throw feedError('DECODE_TOO_LARGE', { what: 'The workbook', limit: limits.treeBytes, option })
  }
  const { start, body: whole, close } = await peek(body, signal)
  try {
    const text = textOf(limited(whole, limits.treeBytes, tooLarge), xmlEncoding(start), signal)
    const reader = sheetsReader(limits, errors)
    const steps = readElements(text, reader, { format: 'spreadsheetml', depth: limits.depth })
    for (let step = await steps.next(); ; step = await steps.next()) {
      yield* reader.taken()
      if (step.done) break
    }
  } finally {
    await close()
  }
}
