import { hashBytes } from '../flow/hash-bytes.ts'
import { recordLimit, tooLong } from './csv/cutter.ts'
import { type Encoding, encodings } from './encodings.ts'
import { afterMark } from './text.ts'

/** Records that follow each other in some bytes. */
export interface RawRecords {
  readonly bytes: Uint8Array
  readonly count: number
  /** Three numbers of each: where it begins, where it ends before its line break, and on which line it begins. */
  readonly spans: Uint32Array
  /** 64 bits of each, in two halves; what is behind them means nothing. */
  readonly hashes: Uint32Array
}

export interface RawRules {
  /** One of `rawEncodings`. */
  readonly encoding: Encoding
  /** Whether a line break between two quotation marks ends no record. */
  readonly quoted: boolean
  readonly skipLines: number
  /** Characters of ASCII: a line of nothing else is blank. */
  readonly blanks: string
}

/** Those in which the bytes of ASCII mean nothing else than in ASCII. */
export const rawEncodings: readonly Encoding[] = encodings.filter((name) => !name.startsWith('utf-16'))

/** So many bytes are cut at once. */
const atOnce = 131_072

/**
 * Cuts a body into records by its bytes alone, before they are text. Blank lines are none. Records are there until more
 * of them are asked for: their bytes are used again. Memory is bounded by a piece and a record. DECODE_BOM, DECODE_TOO_LARGE.
 */
export async function* rawRecordsOf(
  body: AsyncIterable<Uint8Array>,
  rules: RawRules,
  seed: number,
  signal: AbortSignal,
): AsyncGenerator<RawRecords, void, undefined> {
  const cut = cutterOf(rules, seed)
  /** What waits stands at its beginning: the same buffer serves for all pieces of a body. */
  let held = Buffer.allocUnsafeSlow(2 * atOnce)
  let waiting = 0
  let enough = atOnce
  let begun = false
  let rest: Uint8Array = held.subarray(0, 0)
  const take = (part: Uint8Array): void => {
    // What was not cut stands at the end of what was cut, which is done with by now.
    if (rest.byteLength > 0) held.set(rest)
    rest = held.subarray(0, 0)
    if (waiting + part.byteLength > held.byteLength) {
      const more = Buffer.allocUnsafeSlow(2 * (waiting + part.byteLength))
      more.set(held.subarray(0, waiting))
      held = more
    }
    held.set(part, waiting)
    waiting += part.byteLength
  }
  const look = (last: boolean): RawRecords => {
    take(nothing)
    const together = held.subarray(0, waiting)
    const cuts = cut(begun ? together : afterMark(together, rules.encoding).bytes, last)
    begun = true
    rest = cuts.rest
    waiting = rest.byteLength
    enough = Math.max(atOnce, waiting * 2)
    return cuts.records
  }
  for await (const piece of body) {
    signal.throwIfAborted()
    for (let from = 0; from < piece.byteLength; from += atOnce) {
      const part = piece.subarray(from, from + atOnce)
      take(part)
      if (waiting >= enough) yield look(false)
    }
  }
  yield look(true)
}

const nothing = new Uint8Array()

type Cut = (bytes: Uint8Array, last: boolean) => { readonly records: RawRecords; readonly rest: Uint8Array }

function cutterOf({ quoted, skipLines, blanks }: RawRules, seed: number): Cut {
  const blank = new Set(Buffer.from(blanks))
  let line = 1
  // The same arrays serve for all pieces: what is thrown away beside the heap makes the whole heap be looked through.
  let spans = new Uint32Array(6_144)
  let hashes = new Uint32Array(4_096)
  return (bytes, last) => {
    const marks = marksOf(bytes)
    let filled = 0
    let at = 0
    while (at < bytes.length) {
      const began = line
      let end = marks.lineEnd(at)
      if (quoted && began > skipLines)
        for (let open = marks.isOdd(at, end); open && end < bytes.length; ) {
          const next = marks.lineEnd(marks.behind(end))
          if (marks.isOdd(end, next)) open = false
          line++
          end = next
        }
      if (end - at > recordLimit * 4) throw tooLong('A row', began)
      // A carriage return at the end may be half of a line break.
      if (!last && end >= bytes.length - 1 && bytes[end] !== 10) {
        line = began
        break
      }
      if (began > skipLines && !isBlank(bytes, at, end, blank)) {
        if (filled === spans.length) spans = doubled(spans)
        spans[filled++] = at
        spans[filled++] = end
        spans[filled++] = began
      }
      line++
      at = marks.behind(end)
    }
    const count = filled / 3
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (hashes.length < count * 2) hashes = new Uint32Array(spans.length)
    for (let n = 0; n < count; n++)
      hashBytes(view, spans[n * 3] ?? 0, spans[n * 3 + 1] ?? 0, seed, hashes, n * 2)
    return { records: { bytes, count, spans, hashes }, rest: bytes.subarray(at) }
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number, blank: ReadonlySet<number>): boolean {
  let at = start
  while (at < end && blank.has(bytes[at] ?? 0)) at++
  return at === end
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(numbers.length * 2)
  more.set(numbers)
  return more
}

/** Line breaks and quotation marks in some bytes, as they are asked for from the first to the last. */
function marksOf(bytes: Uint8Array) {
  const { length } = bytes
  // A buffer searches faster than other bytes do.
  const searched = Buffer.from(bytes.buffer, bytes.byteOffset, length)
  const next = (byte: number, from: number): number => {
    const at = searched.indexOf(byte, from)
    return at === -1 ? length : at
  }
  let [feed, carriage, quote] = [-1, -1, -1]
  return {
    lineEnd(from: number): number {
      if (feed < from) feed = next(10, from)
      if (carriage < from) carriage = next(13, from)
      return Math.min(feed, carriage)
    },
    behind: (end: number): number => end + (bytes[end] === 13 && bytes[end + 1] === 10 ? 2 : 1),
    /** Whether an odd number of quotation marks stands between. */
    isOdd(from: number, to: number): boolean {
      if (quote < from) quote = next(34, from)
      let odd = false
      for (let at = quote; at < to; at++) if (bytes[at] === 34) odd = !odd
      return odd
    },
  }
}
