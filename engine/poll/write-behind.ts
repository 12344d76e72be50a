import type { Archive } from '../archive/archive.ts'
import { isWholeBody } from '../archive/whole-body.ts'
import { inPieces } from '../flow/in-pieces.ts'
import type { Sha256 } from '../model/ids.ts'

/** An archive that the bodies of one capture are written to while the poll goes on. */
export interface WriteBehind {
  /**
   * The same archive, but that the `put` of a whole body, whose hash is known, resolves before it is durable, if there is
   * room to hold it and few others are under way. It is read from memory, once; who reads it again waits until it lies
   * there, and reads what does. Once a write has failed, so does every further `put`.
   */
  readonly behind: Archive
  /** The same, and every `put` resolves when it is durable. */
  readonly within: Archive
  /** Settles when no write is under way any more: fails as one of them that failed. */
  readonly durable: () => Promise<void>
}

/** Of the bodies of one capture so many bytes are held together. */
const mostHeld = 8_000_000
/** So many are written at one time: each has a file or a connection. */
const mostWrites = 8

export function writeBehind(archive: Archive): WriteBehind {
  const held = new Map<Sha256, Uint8Array>()
  const writes = new Map<Sha256, Promise<unknown>>()
  let bytes = 0
  let underWay = 0
  let failed: Promise<unknown> | undefined

  async function* read(hash: Sha256, signal: AbortSignal): AsyncIterable<Uint8Array> {
    const whole = held.get(hash)
    held.delete(hash)
    if (whole === undefined) {
      await writes.get(hash)
      yield* archive.get(hash, signal)
    } else yield* untilAborted(whole, signal)
  }

  const put: Archive['put'] = async (body, signal) => {
    await failed
    if (!isWholeBody(body) || body.sha256 === undefined) return archive.put(body, signal)
    const { whole, sha256 } = body
    const hasRoom = bytes + whole.byteLength <= mostHeld && underWay < mostWrites
    if (!hasRoom || writes.has(sha256)) return archive.put(body, signal)
    bytes += whole.byteLength
    held.set(sha256, whole)
    underWay += 1
    const write = archive.put(body, signal).finally(() => (underWay -= 1))
    // Who puts another one is told, and whoever asks whether all is durable.
    write.catch(() => {
      failed ??= write
    })
    writes.set(sha256, write)
    return { sha256, bytes: whole.byteLength }
  }

  const within = { ...archive, get: read }
  return {
    within,
    behind: { ...within, put },
    durable: async () => {
      await Promise.allSettled(writes.values())
      await Promise.all(writes.values())
    },
  }
}

async function* untilAborted(whole: Uint8Array, signal: AbortSignal): AsyncIterable<Uint8Array> {
  for (const piece of inPieces(whole)) {
    signal.throwIfAborted()
    yield piece
  }
  signal.throwIfAborted()
}
