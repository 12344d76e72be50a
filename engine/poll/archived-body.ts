import { createHash } from 'node:crypto'
import type { Archive } from '../archive/archive.ts'
import { wholeBody } from '../archive/whole-body.ts'
import { abortable } from '../flow/abortable.ts'
import { inPieces } from '../flow/in-pieces.ts'
import type { Sha256 } from '../model/ids.ts'
import type { ArchivedPayload } from '../model/payload.ts'

type Stored = Pick<ArchivedPayload, 'sha256' | 'bytes'>

/** A body that is larger is packed as it comes, so that it is not held in memory. */
const mostHeld = 8_000_000

/**
 * Archives a body, unless it is the one that is `known` to be in the archive: then it is hashed as it came, compressed if
 * it was, and neither unpacked nor packed nor written.
 */
export async function archivedBody(
  body: AsyncIterable<Uint8Array>,
  known: Stored | undefined,
  archive: Pick<Archive, 'put'>,
  signal: AbortSignal,
): Promise<Stored> {
  const { bytes: expected = 0 } = known ?? {}
  if (expected > mostHeld) return archive.put(body, signal)
  const source = abortable(body, signal)[Symbol.asyncIterator]()
  const { begun, isWhole, sha256 } = await beginning(source, expected + expected / 8)
  if (!isWhole) return archive.put(resumed(begun, source), signal)
  const bytes = begun.byteLength
  if (sha256 === known?.sha256) return { sha256, bytes }
  return archive.put(wholeBody(begun, sha256), signal)
}

/** What comes until there is more than may be held, copied: the source may write every piece over the one before it. */
async function beginning(
  source: AsyncIterator<Uint8Array>,
  expected: number,
): Promise<{ readonly begun: Uint8Array; readonly isWhole: boolean; readonly sha256: Sha256 }> {
  let room: Buffer = Buffer.alloc(0)
  let bytes = 0
  let isWhole = true
  // While the source is waited for, it costs no time.
  const hash = createHash('sha256')
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    const end = bytes + next.value.byteLength
    if (end > room.byteLength) {
      const larger = Buffer.allocUnsafeSlow(Math.max(end, expected, 2 * room.byteLength))
      larger.set(room.subarray(0, bytes))
      room = larger
    }
    room.set(next.value, bytes)
    hash.update(next.value)
    bytes = end
    isWhole = bytes <= mostHeld
    if (!isWhole) break
  }
  const begun = room.subarray(0, bytes)
  // Of the room that was made for it most may be empty.
  const kept = 2 * bytes < room.byteLength ? Buffer.from(begun) : begun
  return { begun: kept, isWhole, sha256: hash.digest('hex') as Sha256 }
}

async function* resumed(begun: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* inPieces(begun)
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value
  } finally {
    await source.return?.()
  }
}
