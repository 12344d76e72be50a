import { recordLimit, tooLong } from './csv/cutter.ts'
import { type Encoding, encodings } from './encodings.ts'

export interface RawRules {
  /** One of `rawEncodings`. */
  readonly encoding: Encoding
  /** Whether a line break between two quotation marks ends no record. */
  readonly quoted: boolean
  readonly skipLines: number
  /** Characters of ASCII: a line of nothing else is blank. */
  readonly blanks: string
  /** So many bytes are cut at once, unless a record has more. */
  readonly atOnce?: number
}

/** Those in which the bytes of ASCII mean nothing else than in ASCII. */
export const rawEncodings: readonly Encoding[] = encodings.filter((name) => !name.startsWith('utf-16'))

/** Cuts bytes into records by the bytes alone, before they are text. Blank lines are none. */
export interface RecordCutter {
  /** The bytes to be cut: those before that were not passed stand at the beginning of them. */
  give(bytes: Buffer, isLast: boolean): void
  readonly bytes: Buffer
  /**
   * Passes up to so many records, and says how many: what is left then is not a whole one, or nothing. Three numbers of each
   * come to stand in `spans`: where it begins, where it ends before its line break, and on which line it begins.
   * DECODE_TOO_LARGE.
   */
  cut(spans: Uint32Array, most: number): number
  /** Where it stands, always at the beginning of a line, and on which line that is. */
  readonly at: number
  readonly line: number
  /** Passes what somebody else has seen to be whole records. */
  pass(at: number, line: number): void
}

/** `skipped` is told each of the lines that are left out at the beginning, as it stands, and which it is. */
export function recordCutter(
  { quoted, skipLines, blanks }: RawRules,
  skipped: (bytes: Buffer, line: number) => void,
): RecordCutter {
  const blank = new Set(Buffer.from(blanks))
  let bytes: Buffer = Buffer.alloc(0)
  let isLast = false
  let at = 0
  let line = 1
  let marks = marksOf(bytes)

  return {
    give(given, last) {
      bytes = given
      isLast = last
      at = 0
      marks = marksOf(bytes)
    },
    get bytes() {
      return bytes
    },
    cut(spans, most) {
      let filled = 0
      while (at < bytes.length && filled < 3 * most) {
        const began = line
        const simple = most === 1 ? simpleEnd(bytes, at) : -1
        let end = simple === -1 ? marks.lineEnd(at) : simple
        if (simple === -1 && quoted && began > skipLines)
          for (let open = marks.isOdd(at, end); open && end < bytes.length; ) {
            const next = marks.lineEnd(marks.behind(end))
            if (marks.isOdd(end, next)) open = false
            line++
            end = next
          }
        if (end - at > recordLimit * 4) throw tooLong('A row', began)
        // A carriage return at the end may be half of a line break.
        if (!isLast && end >= bytes.length - 1 && bytes[end] !== 10) {
          line = began
          break
        }
        if (began <= skipLines) skipped(bytes.subarray(at, end), began)
        else if (!isBlank(bytes, at, end, blank)) {
          spans[filled++] = at
          spans[filled++] = end
          spans[filled++] = began
        }
        line++
        at = marks.behind(end)
      }
      return filled / 3
    },
    get at() {
      return at
    },
    get line() {
      return line
    },
    pass(to, onLine) {
      at = to
      line = onLine
    },
  }
}

/**
 * Where the line ends that begins there: to look for one by one costs less than to find the next of each mark, which may be
 * far away. -1: it ends with the bytes, or a quotation mark is in it.
 */
function simpleEnd(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 10 || byte === 13) return at
    if (byte === 34) return -1
  }
  return -1
}

function isBlank(bytes: Uint8Array, start: number, end: number, blank: ReadonlySet<number>): boolean {
  let at = start
  while (at < end && blank.has(bytes[at] ?? 0)) at++
  return at === end
}

/** Line breaks and quotation marks in some bytes, as they are asked for from the first to the last. */
function marksOf(bytes: Buffer) {
  const { length } = bytes
  const next = (byte: number, from: number): number => {
    const at = bytes.indexOf(byte, from)
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
