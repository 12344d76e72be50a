/** Tells on which line each record begins, from the bytes alone: csv-parse counts a quoted CRLF twice. */
export interface LineCursor {
  /** More of the text; a CRLF is never split. */
  feed(bytes: Buffer): void
  /** Moves behind the record that ends before this offset of the text; answers the line on which it began. */
  take(end: number): number
  /** Where the record begins that is being read; blank lines belong to none. */
  line(): number
}

/** A cursor at the beginning of a text whose first line has this number. */
export function lineCursor(firstLine: number): LineCursor {
  let ahead: Buffer = Buffer.alloc(0)
  let offset = 0
  let line = firstLine

  const advance = (length: number): void => {
    for (let at = 0; at < length; at++)
      if (ahead[at] === 10 || (ahead[at] === 13 && ahead[at + 1] !== 10)) line++
    ahead = ahead.subarray(length)
    offset += length
  }
  const skipBlank = (): number => {
    let blank = 0
    while (ahead[blank] === 10 || ahead[blank] === 13) blank++
    advance(blank)
    return line
  }
  return {
    feed: (bytes) => {
      ahead = ahead.length === 0 ? bytes : Buffer.concat([ahead, bytes])
      // Blank lines may go on for as long as the body does: they are not kept.
      skipBlank()
    },
    take: (end) => {
      const began = skipBlank()
      advance(end - offset)
      return began
    },
    line: skipBlank,
  }
}
