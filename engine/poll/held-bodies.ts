import type { Archive } from '../archive/archive.ts'
import { inPieces } from '../flow/in-pieces.ts'
import type { Sha256 } from '../model/ids.ts'

/** Bodies that were archived a moment ago, as they were archived. */
export interface HeldBodies {
  /** Holds a body for its first reader, if there is room for it. */
  hold(hash: Sha256, whole: Uint8Array): void
  /** The same archive. What is held of it is read from memory, once; who reads it again reads what lies there. */
  within(archive: Archive): Archive
}

/** Of the bodies of one capture so many bytes are held together. */
const mostHeld = 8_000_000

export function heldBodies(): HeldBodies {
  const bodies = new Map<Sha256, Uint8Array>()
  let bytes = 0

  async function* read(archive: Archive, hash: Sha256, signal: AbortSignal): AsyncIterable<Uint8Array> {
    const whole = bodies.get(hash)
    bodies.delete(hash)
    if (whole === undefined) yield* archive.get(hash, signal)
    else yield* untilAborted(whole, signal)
  }

  return {
    hold(hash, whole) {
      if (bytes + whole.byteLength > mostHeld || bodies.has(hash)) return
      bytes += whole.byteLength
      bodies.set(hash, whole)
    },
    within: (archive) => ({ ...archive, get: (hash, signal) => read(archive, hash, signal) }),
  }
}

async function* untilAborted(whole: Uint8Array, signal: AbortSignal): AsyncIterable<Uint8Array> {
  for (const piece of inPieces(whole)) {
    signal.throwIfAborted()
    yield piece
  }
  signal.throwIfAborted()
}
