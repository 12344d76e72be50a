import { feedError } from '../errors/feed-error.ts'
import { type Content, contentNames, looksLike } from '../flow/looks-like.ts'
import { peek } from '../flow/peek.ts'

/** The same body, once its first bytes were seen to be what the spec declares. */
export async function expected(
  declared: Content,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const peeked = await peek(body, signal)
  const found = looksLike(peeked.head)
  // A workbook is a zip archive of XML files, and may be read as one.
  if (found === declared || (found === 'xlsx' && declared === 'zip')) return peeked.body
  await peeked.close()
  const name = found ? contentNames[found] : peeked.head.byteLength === 0 ? 'nothing at all' : 'text'
  throw feedError('UNPACK_CONTRADICTED', { declared, looksLike: name })
}
