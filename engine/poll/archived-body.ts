import { createHash } from 'node:crypto'
import type { Archive } from '../archive/archive.ts'
import { abortable } from '../flow/abortable.ts'
import type { ArchivedPayload } from '../model/payload.ts'

type Stored = Pick<ArchivedPayload, 'sha256' | 'bytes'>

/** A body that is known and larger is packed once more, so that it is not held in memory. */
const mostHeld = 8_000_000
/** So many bytes are handed over at once, about. */
const atOnce = 262_144

/**
 * Archives a body, unless it is the one that is `known` to be in the archive: then it is hashed as it came, compressed if
 * it was, and neither unpacked nor packed nor written. No more of it is held than the known one has bytes.
 */
export async function archivedBody(
  body: AsyncIterable<Uint8Array>,
  known: Stored | undefined,
  archive: Archive,
  signal: AbortSignal,
): Promise<Stored> {
  if (known === undefined || known.bytes > mostHeld) return archive.put(body, signal)
  const source = abortable(body, signal)[Symbol.asyncIterator]()
  const pieces: Uint8Array[] = []
  let bytes = 0
  let next = await source.next()
  for (; next.done !== true; next = await source.next()) {
    pieces.push(next.value)
    bytes += next.value.byteLength
    if (bytes > known.bytes) break
  }
  // Another body mostly has another size: that of the archive is its only hash then.
  if (next.done === true && bytes === known.bytes && hashOf(pieces) === known.sha256)
    return { sha256: known.sha256, bytes }
  return archive.put(resumed(joined(pieces), source), signal)
}

/** A network gives many small pieces, and to hand each over costs as much as to pack it. */
function* joined(pieces: readonly Uint8Array[]): Iterable<Uint8Array> {
  let some: Uint8Array[] = []
  let bytes = 0
  for (const piece of pieces) {
    some.push(piece)
    bytes += piece.byteLength
    if (bytes < atOnce) continue
    yield Buffer.concat(some, bytes)
    some = []
    bytes = 0
  }
  if (bytes > 0) yield Buffer.concat(some, bytes)
}

function hashOf(pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

async function* resumed(
  pieces: Iterable<Uint8Array>,
  source: AsyncIterator<Uint8Array>,
): AsyncIterable<Uint8Array> {
  try {
    yield* pieces
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value
  } finally {
    await source.return?.()
  }
}
