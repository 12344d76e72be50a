import { isUtf8 } from 'node:buffer'
import { type FeedError, feedError } from '../errors/feed-error.ts'

/** Where bytes stop being UTF-8. */
export interface NotUtf8 {
  readonly line: number
  readonly column: number
  /** The byte that can not stand there, from 0 to 255. */
  readonly byte: number
}

/** The text of bytes in UTF-8, or where they are none: a sign that is read wrongly would be published as it was read. */
export function utf8Text(bytes: Buffer): string | NotUtf8 {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  // No sign of several bytes has one that is a line feed.
  let line = 1
  let start = 0
  for (let end = bytes.indexOf(10); end !== -1 && isUtf8(bytes.subarray(start, end)); ) {
    line += 1
    start = end + 1
    end = bytes.indexOf(10, start)
  }
  const rest = bytes.subarray(start)
  const read = Buffer.from(rest.toString('utf8'))
  const wrong = rest.findIndex((byte, index) => byte !== read[index])
  // A sign that was begun and not finished is held back: the place is where it begins.
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(rest.subarray(0, wrong), {
    stream: true,
  })
  const at = Buffer.byteLength(before)
  return { line, column: before.length + 1, byte: rest[at] ?? 0 }
}

/** SPEC_ENCODING. */
export function notUtf8(file: string, { line, column, byte }: NotUtf8): FeedError {
  const shown = byte.toString(16).toUpperCase().padStart(2, '0')
  return feedError('SPEC_ENCODING', { byte: shown }, { at: { file, line, column } })
}
