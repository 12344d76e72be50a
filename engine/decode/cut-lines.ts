import { feedError } from '../errors/feed-error.ts'
import { copied } from './copied.ts'
import { placeText } from './lines.ts'

/** A line of a text, without its end; lines count from 1. */
export interface NumberedLine {
  readonly text: string
  readonly line: number
}

/** Characters of a line. Where one has more, the text has no lines. */
export const longestLine = 1_000_000

/**
 * The lines of a text, as `textOf` gives it: they end in CRLF, LF or CR, the last one may lack its end. Memory is bounded
 * by a piece and a line; a line that is kept does not keep its piece. One that does not end is DECODE_TOO_LARGE.
 */
export async function* linesOf(text: AsyncIterable<string>): AsyncIterable<readonly NumberedLine[]> {
  let pieces: string[] = []
  let held = 0
  let line = 1
  const take = (end: string): NumberedLine => {
    const whole = pieces.length === 0 ? copied(end) : pieces.join('') + end
    if (whole.length > longestLine) throw endless(line)
    pieces = []
    held = 0
    return { text: whole, line: line++ }
  }
  for await (const piece of text) {
    const lines: NumberedLine[] = []
    const breaks = /\r\n?|\n/g
    let from = 0
    for (let end = breaks.exec(piece); end !== null; end = breaks.exec(piece)) {
      lines.push(take(piece.slice(from, end.index)))
      from = breaks.lastIndex
    }
    // The first trouble counts, in whatever pieces the text comes: lines before it go first.
    if (lines.length > 0) yield lines
    if (from === piece.length) continue
    pieces.push(from === 0 ? piece : piece.slice(from))
    held += piece.length - from
    if (held > longestLine) throw endless(line)
  }
  if (pieces.length > 0) yield [take('')]
}

function endless(line: number): Error {
  const option = 'This is no text in lines, or it has no line ends.'
  const details = { what: 'A line', limit: longestLine, option }
  return feedError('DECODE_TOO_LARGE', details, { place: placeText(line) })
}
