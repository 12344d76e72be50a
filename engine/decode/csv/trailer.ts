import { feedError } from '../../errors/feed-error.ts'
import type { Regex } from '../../flow/regex.ts'
import type { Row } from '../../model/row.ts'
import { breaksIn, placeText } from '../lines.ts'
import { recordLimit, tooLong } from './cutter.ts'

/** Keeps the last line that is not blank out of a text, to be read as a trailer. */
export interface Trailer {
  /** All lines but the last. */
  before(text: AsyncIterable<string>): AsyncIterable<string>
  /** After `before` has ended: the trailer as a row, once its count of records was seen to be right. */
  row(counted: number): Row
}

/** A trailer that must match. DECODE_TRAILER_MISSING, DECODE_TRAILER_MISMATCH. */
export function trailerOf(pattern: Regex, firstLine: number): Trailer {
  let held = ''
  let line = firstLine
  return {
    async *before(text) {
      for await (const piece of text) {
        held += piece
        const end = held.trimEnd().length || held.length
        const start = Math.max(held.lastIndexOf('\n', end - 1), held.lastIndexOf('\r', end - 1)) + 1
        const lines = held.slice(0, start)
        held = held.slice(start)
        line += breaksIn(lines)
        if (held.length > recordLimit) throw tooLong('A line', line)
        if (lines !== '') yield lines
      }
    },
    row(counted) {
      const text = held.trimEnd()
      const place = placeText(line + breaksIn(text.slice(0, text.length - text.trimStart().length)))
      const found = pattern.match(text)
      if (!found)
        throw feedError(
          'DECODE_TRAILER_MISSING',
          { pattern: pattern.source, line: text.slice(0, 100) },
          { place },
        )
      const { groups } = found
      const stated = groups['records']
      if (stated !== undefined && Number(stated.replaceAll(',', '')) !== counted)
        throw feedError('DECODE_TRAILER_MISMATCH', { stated, counted }, { place })
      return { value: { trailer: groups }, place }
    },
  }
}
