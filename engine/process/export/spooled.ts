import { setImmediate } from 'node:timers/promises'
import { type Content, spool } from '../../archive/spool.ts'
import type { Aside } from '../../export/format.ts'

const pieceSigns = 65_536

/** A text as bytes, to be sent as often as it takes; outside of memory where it is long. */
export interface Spooled extends AsyncDisposable {
  readonly content: Content
  readonly sha256: string
}

export async function spooled(bytes: AsyncIterable<Uint8Array>): Promise<Spooled> {
  const kept = spool()
  try {
    await kept.fill(bytes)
  } catch (error) {
    await kept[Symbol.asyncDispose]()
    throw error
  }
  const content = kept.content()
  return {
    content,
    sha256: Buffer.from(content.checksum, 'base64').toString('hex'),
    [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose](),
  }
}

/** Texts in UTF-8, in pieces worth their while. Others get their turn between two. */
export async function* bytesOf(
  texts: Iterable<string> | AsyncIterable<string>,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  let gathered = ''
  for await (const text of piecesOf(texts)) {
    gathered += text
    if (gathered.length < pieceSigns) continue
    yield Buffer.from(gathered)
    gathered = ''
    await setImmediate()
    signal.throwIfAborted()
  }
  if (gathered !== '') yield Buffer.from(gathered)
}

/** Without a promise for every short text. */
async function* piecesOf(texts: Iterable<string> | AsyncIterable<string>): AsyncIterable<string> {
  if (Symbol.asyncIterator in texts) {
    yield* texts
    return
  }
  let some = ''
  for (const text of texts) {
    some += text
    if (some.length < pieceSigns) continue
    yield some
    some = ''
  }
  yield some
}

/** Puts texts aside; what it holds is let go of with `kept`. */
export const asideIn =
  (kept: AsyncDisposableStack, signal: AbortSignal): Aside =>
  async (texts) => {
    const { content } = kept.use(await spooled(bytesOf(texts, signal)))
    return async function* () {
      const decoder = new TextDecoder()
      for await (const piece of content.body()) yield decoder.decode(piece as Uint8Array, { stream: true })
      yield decoder.decode()
    }
  }
