import { giveBack } from '../flow/lent-bytes.ts'
import type { KeptBytes } from './kept-bytes.ts'
import type { KeptPiece, RawBody } from './raw-body.ts'
import { type RawRules, type RecordCutter, recordCutter } from './record-cutter.ts'
import { afterMark } from './text.ts'

/** Lays a body before a cutter, so many whole records at once as a buffer holds. */
export interface RecordWindows {
  readonly cutter: RecordCutter
  /** What lies before it, to be hashed. */
  readonly view: DataView
  /** Once each has come, its records are there until the next one is asked for. DECODE_BOM, DECODE_TOO_LARGE. */
  readonly all: AsyncGenerator<void, void, undefined>
  /**
   * Keeps what is passed from now on with the body that it is passed to, if all of it and what is still needed of the body
   * before take up no more than `room`.
   */
  keep(body: RawBody, before: KeptBytes | undefined, room: number): void
}

/** What a window has by itself. */
const usualSize = 131_072

export function recordWindows(
  source: AsyncIterable<Uint8Array>,
  rules: RawRules,
  skipped: (bytes: Buffer, line: number) => void,
  signal: AbortSignal,
): RecordWindows {
  const { atOnce = usualSize } = rules
  const cutter = recordCutter(rules, skipped)
  let buffer: Buffer = Buffer.allocUnsafeSlow(atOnce)
  let filled = 0
  let begun = false
  let view = new DataView(buffer.buffer)
  let keeping: Keeping | undefined

  function give(isLast: boolean): void {
    const all = buffer.subarray(0, filled)
    const { byteLength } = begun ? all : afterMark(all, rules.encoding).bytes
    const bytes = all.subarray(filled - byteLength)
    begun = true
    view = new DataView(bytes.buffer, bytes.byteOffset, byteLength)
    cutter.give(bytes, isLast)
  }
  /** Goes on behind what was passed. */
  function turn(): void {
    const { bytes, at } = cutter
    const rest = bytes.subarray(at)
    const isKept = at > 0 && keeping?.put(bytes.subarray(0, at), cutter.line) === true
    const size = Math.max(atOnce, 2 * rest.byteLength)
    if (isKept || size > buffer.byteLength) buffer = keeping?.free(size) ?? Buffer.allocUnsafeSlow(size)
    buffer.set(rest)
    filled = rest.byteLength
  }
  async function* windows(): AsyncGenerator<void, void, undefined> {
    for await (const piece of source) {
      signal.throwIfAborted()
      for (let from = 0; from < piece.byteLength; ) {
        const part = piece.subarray(from, from + buffer.byteLength - filled)
        buffer.set(part, filled)
        filled += part.byteLength
        from += part.byteLength
        if (filled < buffer.byteLength) continue
        give(false)
        yield
        turn()
      }
      giveBack(piece)
    }
    give(true)
    yield
    keeping?.end(cutter.bytes, cutter.line)
  }
  return {
    cutter,
    get view() {
      return view
    },
    all: windows(),
    keep(body, before, room) {
      keeping = keeper(body, before, room)
    },
  }
}

interface Keeping {
  /** False: there is no room. */
  put(bytes: Buffer, line: number): boolean
  /** A buffer that is not needed any more. */
  free(size: number): Buffer | undefined
  end(bytes: Buffer, line: number): void
}

function keeper(body: RawBody, before: KeptBytes | undefined, room: number): Keeping {
  let pieces: KeptPiece[] | undefined = []
  let taken = 0
  function put(bytes: Buffer, line: number): boolean {
    body.size += bytes.byteLength
    taken += bytes.buffer.byteLength
    if (taken + (before?.room ?? 0) > room) pieces = undefined
    pieces?.push({ bytes, end: body.count, line })
    return pieces !== undefined
  }
  return {
    put,
    free: (size) => before?.free(size),
    end(bytes, line) {
      const isSmall = 2 * bytes.byteLength < bytes.buffer.byteLength
      put(isSmall ? copyOf(bytes) : bytes, line)
      body.pieces = pieces
    },
  }
}

function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.byteLength)
  copy.set(bytes)
  return copy
}
