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
import { seenText } from './html/text.ts'
import { elementsBelow, type HtmlNode } from './html/tree.ts'
import { EncodingName, lenientText } from './text.ts'
import { wholeText } from './whole-text.ts'
import { mostSheets, roomOf } from './workbook/sheet-builder.ts'

/**
 * Tables of an HTML page, each a sheet. Its name is the heading above it where the spec asks for that, else its caption, else its id, else its position among those that are taken,
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
      names: Type.Optional(
        Type.String({
          minLength: 1,
          description:
            'What gives a table its name, where that stands above it: a CSS selector, such as h2. The nearest before the table counts.',
        }),
      ),
      encoding: Type.Optional(EncodingName),
    },
    { additionalProperties: false, description: 'How to read tables of a page.' },
  ),
  create: ({ tables = 'table', names, encoding = 'utf-8' }, site): Decoder => {
    checkCss(tables, ['tables'], site)
    if (names !== undefined) checkCss(names, ['names'], site)
    return {
      gives: 'grid',
      async decode(payload, limits, signal) {
        const body = await contentOf(payload.body, 'html_tables', signal)
        const text = await wholeText(body, encoding, limits.treeBytes, signal)
        const page = await pageOf(text, limits.depth, signal)
        return { shape: 'grid', sheets: sheetsOf(page, { tables, names }, limits, signal) }
      },
      excerpt: (body, place) => elementText(lenientText(body, encoding), place),
    }
  },
})

async function* sheetsOf(
  page: Page,
  { tables, names }: { readonly tables: string; readonly names: string | undefined },
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
  const namedBy = names === undefined ? () => undefined : headingsOf(page, found, names)
  for (const [at, table] of found.entries()) {
    signal.throwIfAborted()
    const sheet = tableSheet(page, table, at + 1, room, limits.rows)
    yield { ...sheet, name: namedBy(table) ?? sheet.name }
  }
}

/** The text of the nearest heading before each table. Where none matches at all, the layout has changed. */
function headingsOf(
  page: Page,
  tables: readonly HtmlNode[],
  names: string,
): (table: HtmlNode) => string | undefined {
  const headings = new Set(page.find(page.root, names))
  if (headings.size === 0) throw feedError('DECODE_NO_TABLE_NAME', { names }, { place: 'L1' })
  const wanted = new Set(tables)
  const above = new Map<HtmlNode, string>()
  let last: string | undefined
  for (const [node] of elementsBelow(page.root)) {
    if (headings.has(node)) last = seenText(node)
    if (wanted.has(node) && last !== undefined) above.set(node, last)
  }
  return (table) => above.get(table)
}
