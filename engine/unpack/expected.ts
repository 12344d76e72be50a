import { feedError } from '../errors/feed-error.ts'
import { type Content, contentNames, looksLike } from '../flow/looks-like.ts'

/** The same body, once its first bytes were seen to be what the spec declares. */
export async function expected(
  declared: Content,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const source = body[Symbol.asyncIterator]()
  const pieces: Uint8Array[] = []
  let size = 0
  while (size < 1024) {
    signal.throwIfAborted()
    const next = await source.next()
    if (next.done) break
    pieces.push(next.value)
    size += next.value.byteLength
  }
  const head = Buffer.concat(pieces)
  const found = looksLike(head)
  if (found !== declared) {
    await source.return?.()
    const name = found ? contentNames[found] : size === 0 ? 'nothing at all' : 'text'
    throw feedError('UNPACK_CONTRADICTED', { declared, looksLike: name })
  }
  return resumed(head, source)
}

async function* resumed(
  head: Uint8Array,
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield head
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  } finally {
    await source.return?.()
  }
}
