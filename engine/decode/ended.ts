import { Type } from 'typebox'
import { feedError } from '../errors/feed-error.ts'
import type { Regex } from '../flow/regex.ts'
import type { NumberedLine } from './cut-lines.ts'
import { placeText } from './lines.ts'

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
  if (pattern.test(last.text)) return
  const details = { pattern: pattern.source, line: last.text.slice(0, 100) }
  throw feedError('DECODE_TRAILER_MISSING', details, { place: placeText(last.line) })
}
