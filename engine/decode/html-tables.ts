import { Type } from 'typebox'
import { component } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { checkCss } from '../flow/css-problem.ts'
import type { Sheet } from '../model/row.ts'
import { contentOf } from './content.ts'
import type { DecodeLimits, Decoder } from './decoder.ts'
import { elementText } from './element-text.ts'
import { type Page, pageOf } from './html/page.ts'
import { tableSheet } from './html/table-sheet.ts'
import { EncodingName, lenientText } from './text.ts'
import { wholeText } from './whole-text.ts'
import { mostSheets, roomOf } from './workbook/sheet-builder.ts'

/**
 * Tables of an HTML page, each a sheet. Its name is its caption, else its id, else its position among those that are taken,
 * from 1. White space in cells is folded, as it is on a screen. DECODE_NO_TABLE: none is there.
 */
export const htmlTables = component({
  type: 'html_tables',
  summary:
    'The tables of an HTML page, whatever its name says (.xls); select says where in them the table is.',
  options: Type.Object(
    {
      tables: Type.Optional(
        Type.String({
          minLength: 1,
          default: 'table',
          description: 'Which tables: a CSS selector, such as "table.results" or "#votes". Without it, all.',
        }),
      ),
      encoding: Type.Optional(EncodingName),
    },
    { additionalProperties: false, description: 'How to read tables of a page.' },
  ),
  create: ({ tables = 'table', encoding = 'utf-8' }, site): Decoder => {
    checkCss(tables, ['tables'], site)
    return {
      gives: 'grid',
      async decode(payload, limits, signal) {
        const body = await contentOf(payload.body, 'html_tables', signal)
        const text = await wholeText(body, encoding, limits.treeBytes, signal)
        const page = await pageOf(text, limits.depth, signal)
        return { shape: 'grid', sheets: sheetsOf(page, tables, limits, signal) }
      },
      excerpt: (body, place) => elementText(lenientText(body, encoding), place),
    }
  },
})

async function* sheetsOf(
  page: Page,
  tables: string,
  limits: DecodeLimits,
  signal: AbortSignal,
): AsyncIterable<Sheet> {
  const found = page.find(page.root, tables).filter(({ name }) => name === 'table')
  if (found.length === 0)
    throw feedError(
      'DECODE_NO_TABLE',
      { tables, found: page.find(page.root, 'table').length },
      { place: 'L1' },
    )
  if (found.length > mostSheets) throw feedError('DECODE_TOO_MANY_SHEETS', { limit: mostSheets })
  const room = roomOf(limits)
  for (const [at, table] of found.entries()) {
    signal.throwIfAborted()
    yield tableSheet(page, table, at + 1, room, limits.rows)
  }
}
