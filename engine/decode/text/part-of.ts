import { feedError } from '../../errors/feed-error.ts'
import type { Regex } from '../../flow/regex.ts'
import type { NumberedLine } from '../cut-lines.ts'
import { placeText } from '../lines.ts'

/** Which lines of a text are read. */
export interface Part {
  /** The first of them; what stands before it is left out. */
  readonly from: Regex | undefined
  /** The first that is none of them any more. */
  readonly before: Regex | undefined
}

/** The lines of a part of a text. Where a line that bounds it is missing, DECODE_PART. */
export async function* partOf(
  cut: AsyncIterable<readonly NumberedLine[]>,
  { from, before }: Part,
): AsyncIterable<readonly NumberedLine[]> {
  let within = from === undefined
  let isOver = false
  let line = 1
  for await (const lines of cut) {
    const part: NumberedLine[] = []
    for (const one of lines) {
      line = one.line
      within ||= from?.test(one.text) === true
      isOver ||= within && before?.test(one.text) === true
      if (within && !isOver) part.push(one)
    }
    yield part
  }
  const missing = within ? (isOver ? undefined : before) : from
  if (missing !== undefined)
    throw feedError('DECODE_PART', { pattern: missing.source }, { place: placeText(line) })
}
