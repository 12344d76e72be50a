import { feedError } from '../errors/feed-error.ts'
import { type Content, contentNames, looksLike } from '../flow/looks-like.ts'
import { peek } from '../flow/peek.ts'

/** What each format may look like. Delimited text looks like nothing in particular, and so may a piece of HTML. */
const looks = {
  csv: [],
  json: ['json'],
  xml: ['xml'],
  html: ['html', 'xml'],
} as const satisfies Record<string, readonly Content[]>

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
  if (found === undefined || allowed.includes(found)) return peeked.body
  await peeked.close()
  throw feedError('DECODE_CONTRADICTED', { declared, looksLike: contentNames[found] }, { place: 'L1' })
}
