import { Type } from 'typebox'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { TextEnd } from '../model/row.ts'
import { type Encoding, encodings, type Scheme, schemeOf } from './encodings.ts'
import { breaksIn, placeText } from './lines.ts'

/** The option `encoding` of every text format. */
export const EncodingName = Type.Enum(encodings, {
  default: 'utf-8',
  description: 'The encoding of the text. "utf-16" takes the byte order from the mark at the beginning.',
})

/**
 * The text of a body, strictly: a byte that does not belong is DECODE_ENCODING with its line and column, a contradicting
 * byte order mark is DECODE_BOM; what is good before it is given first. The mark is left out. A piece comes of at most
 * 64 KB; no character and no CRLF is split. `end` is told how it ends.
 */
export async function* textOf(
  body: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  signal: AbortSignal,
  end: TextEnd = {},
): AsyncIterable<string> {
  let scheme: Scheme | undefined
  let rest: Uint8Array = new Uint8Array(0)
  let held = ''
  let line = 1
  /** So many characters of the line were given; the last of them; whether there is anything to cut off. */
  let column = 0
  let tail = ''
  let isFilled = false
  function* taken(bytes: Uint8Array, last: boolean): Iterable<string> {
    if (scheme === undefined) ({ scheme, bytes } = afterMark(bytes, encoding))
    const cut = last ? bytes.byteLength : scheme.cut(bytes)
    const good = scheme.good(bytes.subarray(0, cut))
    const text = held + scheme.text(bytes.subarray(0, good))
    // Half of a CRLF waits for the other half.
    held = !last && good === cut && text.endsWith('\r') ? '\r' : ''
    const whole = held === '' ? text : text.slice(0, -1)
    if (whole !== '') yield whole
    line += breaksIn(whole)
    const start = Math.max(whole.lastIndexOf('\n'), whole.lastIndexOf('\r')) + 1
    column = start === 0 ? column + whole.length : whole.length - start
    isFilled = (start === 0 && isFilled) || filled.test(whole.slice(start))
    tail = (start === 0 ? tail + whole.slice(-shownTail) : whole.slice(start)).slice(-shownTail)
    if (good < cut) throw wrong(bytes.subarray(0, cut), good, scheme, encoding, placeText(line, column + 1))
    rest = bytes.subarray(cut)
  }
  for await (const piece of slices(body)) {
    signal.throwIfAborted()
    const bytes = rest.byteLength === 0 ? piece : Buffer.concat([rest, piece])
    // A byte order mark has up to three bytes.
    if (scheme === undefined && bytes.byteLength < 3) rest = bytes
    else yield* taken(bytes, false)
  }
  yield* taken(rest, true)
  if (isFilled) end.open = { place: placeText(line, column), text: tail }
}

/** Of a line of nothing but blanks, or the mark that DOS sets at an end, nothing can be cut off. */
// oxlint-disable-next-line no-control-regex -- it is a control character that is meant
const filled = /[^\t-\r \x1a]/
/** So many characters show how a text ends. */
const shownTail = 60

/** The text of a whole body for showing it to people: what can not be decoded becomes a replacement character. */
export function lenientText(body: Uint8Array, encoding: Encoding): string {
  const found = markOf(body)
  return schemeOf(found?.encoding ?? encoding).text(body.subarray(found?.bytes.length ?? 0))
}

const marks = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
] as const

const markOf = (body: Uint8Array): (typeof marks)[number] | undefined =>
  marks.find((mark) => mark.bytes.every((byte, at) => body[at] === byte))

/** The bytes behind a byte order mark, and how they are read. DECODE_BOM, if it contradicts the encoding. */
export function afterMark(body: Uint8Array, encoding: Encoding): { scheme: Scheme; bytes: Uint8Array } {
  const found = markOf(body)
  const allowed: readonly (Encoding | undefined)[] =
    encoding === 'utf-16' ? ['utf-16le', 'utf-16be'] : [encoding, undefined]
  if (!allowed.includes(found?.encoding))
    throw feedError(
      'DECODE_BOM',
      { declared: encoding, found: found?.encoding ?? 'nothing' },
      { place: 'L1' },
    )
  return {
    scheme: schemeOf(found?.encoding ?? encoding),
    bytes: body.subarray(found?.bytes.length ?? 0),
  }
}

function wrong(
  bytes: Uint8Array,
  good: number,
  scheme: Scheme,
  encoding: Encoding,
  place: string,
): FeedError {
  const unit = [...bytes.subarray(good, good + scheme.width)]
  const byte = unit.map((each) => `0x${each.toString(16).padStart(2, '0').toUpperCase()}`).join(' ')
  const likely = scheme.likely(bytes, good)
  return feedError('DECODE_ENCODING', { byte, encoding, likely }, { place })
}

async function* slices(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const size = 65_536
  for await (const piece of body)
    for (let at = 0; at < piece.byteLength; at += size) yield piece.subarray(at, at + size)
}
