import { feedError } from '../errors/feed-error.ts'
import { type Content, contentNames, looksLike } from '../flow/looks-like.ts'
import { peek } from '../flow/peek.ts'

/** What each format may look like. Delimited text looks like nothing in particular, and so may a piece of HTML. */
const looks = {
  csv: [],
  text: [],
  fixed_width: [],
  json_lines: ['json'],
  json: ['json'],
  xml: ['xml', 'spreadsheetml'],
  html: ['html', 'xml'],
  html_tables: ['html', 'xml'],
  xlsx: ['xlsx', 'zip'],
  xls: ['ole2'],
  spreadsheetml: ['spreadsheetml'],
} as const satisfies Record<string, readonly Content[]>

/** Formats that begin with a mark: what has none is something else. */
const marked: readonly string[] = ['xlsx', 'xls', 'spreadsheetml']

/**
 * The same body, once its first bytes were seen not to contradict the declared format: DECODE_CONTRADICTED says what it
 * looks like instead, DECODE_EMPTY that nothing but white space came. Names and declared types count for nothing.
 */
export async function contentOf(
  body: AsyncIterable<Uint8Array>,
  declared: keyof typeof looks,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const peeked = await peek(body, signal)
  if (peeked.head.byteLength === 0) throw feedError('DECODE_EMPTY', { bytes: peeked.blank })
  const found = looksLike(peeked.head)
  const allowed: readonly Content[] = looks[declared]
  if (found === undefined ? !marked.includes(declared) : allowed.includes(found)) return peeked.body
  await peeked.close()
  const name = found === undefined ? 'text' : contentNames[found]
  throw feedError('DECODE_CONTRADICTED', { declared, looksLike: name }, { place: 'L1' })
}
