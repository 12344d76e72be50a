import { Type } from 'typebox'
import { feedError } from '../errors/feed-error.ts'
import type { Regex } from '../flow/regex.ts'
import type { NumberedLine } from './cut-lines.ts'
import { breaksIn, placeText } from './lines.ts'

/** The option `last_line` of formats in lines. */
export const LastLine = Type.Optional(
  Type.String({
    minLength: 1,
    description:
      'A regular expression for the last line that is not blank, as it stands: a file that was cut off lacks it.',
  }),
)

/** The same lines; after the last one DECODE_TRAILER_MISSING, if it is not what ends such a file. */
export async function* ended(
  cut: AsyncIterable<readonly NumberedLine[]>,
  pattern: Regex,
): AsyncIterable<readonly NumberedLine[]> {
  let last: NumberedLine = { text: '', line: 1 }
  for await (const lines of cut) {
    last = lines.findLast((line) => line.text.trim() !== '') ?? last
    yield lines
  }
  checkLast(last, pattern)
}

/** The same text; after it DECODE_TRAILER_MISSING, if its last line is not what ends such a file. */
export async function* endedText(text: AsyncIterable<string>, pattern: Regex): AsyncIterable<string> {
  let held = ''
  let line = 1
  for await (const piece of text) {
    held += piece
    const start = lastLineStart(held)
    line += breaksIn(held.slice(0, start))
    held = held.slice(start)
    yield piece
  }
  checkLast({ text: firstLineOf(held), line }, pattern)
}

/** Where the last line that is not blank begins; of blank lines, the first. */
function lastLineStart(text: string): number {
  const end = text.trimEnd().length
  return end === 0 ? 0 : Math.max(text.lastIndexOf('\n', end - 1), text.lastIndexOf('\r', end - 1)) + 1
}

export const firstLineOf = (text: string): string => /^[^\r\n]*/.exec(text)?.[0] ?? ''

function checkLast({ text, line }: NumberedLine, pattern: Regex): void {
  if (pattern.test(text)) return
  const details = { pattern: pattern.source, line: text.slice(0, 100) }
  throw feedError('DECODE_TRAILER_MISSING', details, { place: placeText(line) })
}
