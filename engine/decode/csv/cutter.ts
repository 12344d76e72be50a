import { feedError } from '../../errors/feed-error.ts'
import { copied } from '../copied.ts'
import { breaksIn, placeText } from '../lines.ts'
import { type Dialect, type QuoteProblem, quotedRecord } from './quoted-record.ts'

/** Characters of one record or line, quotation marks included. A mark that is never closed ends here at the latest. */
export const recordLimit = 1_000_000

/** Called with each record: its first `count` fields, as they stand, and the line on which it begins. The array is used again. */
export type TakeRecord = (fields: readonly string[], count: number, line: number) => void

/** The error of a quotation mark in the record that begins on a line. */
export type Refused = (problem: QuoteProblem, line: number) => Error

/** Cuts text into records, in whatever pieces it comes. */
export interface Cutter {
  /** More of the text; a CRLF is never split. */
  feed(piece: string): void
  /** Takes all records that have come whole, where nothing more may come. */
  look(): void
  /** The text has ended. */
  end(): void
}

/** Of a longer line each field is kept apart, so that one that is kept does not keep the others. */
const longLine = 1_000

/**
 * A cutter at the beginning of a text whose first line has this number. Blank lines are no records. A quotation mark that
 * is out of place or never closed is DECODE_QUOTE, a record that is too long DECODE_TOO_LARGE; what comes before is taken.
 * Memory is bounded by a piece and a record; a field that is kept keeps its line alive at most, never the piece.
 */
export function cutterOf(
  dialect: Dialect,
  firstLine: number,
  take: TakeRecord,
  refused: Refused = quoteError,
): Cutter {
  const { delimiter, quoted, blanks = false } = dialect
  const width = delimiter.length
  const fields: string[] = []
  let held: string[] = []
  let waiting = 0
  /** So much must come together before the beginning of a record is looked at again. */
  let enough = 0
  let line = firstLine

  const broken = (problem: QuoteProblem, length: number): never => {
    if (length > recordLimit) throw tooLong('A row', line)
    throw refused(problem, line)
  }

  /** A line without quotation marks. */
  const takeLine = (text: string, start: number, end: number): void => {
    if (end - start > recordLimit) throw tooLong('A row', line)
    // A copy: what is cut out of a text holds all of it in memory.
    const copy = text.slice(start, end) + delimiter
    const apart = end - start > longLine
    let count = 0
    let from = 0
    for (let next = copy.indexOf(delimiter); next !== -1; next = copy.indexOf(delimiter, from)) {
      const value = copy.slice(from, next)
      fields[count++] = apart ? copied(value) : value
      from = next + width
    }
    if (blanks) {
      for (let at = 0; at < count; at++) fields[at] = (fields[at] as string).trim()
      if (count === 1 && fields[0] === '') return
    }
    take(fields, count, line)
  }

  /** A record with quotation marks: where it ends. Undefined: not in this text. */
  const takeQuoted = (text: string, start: number, end: number, last: boolean): number | undefined => {
    // Mostly it ends with its line; a copy of it is what the fields are cut out of.
    const copy = end - start > longLine ? undefined : copied(text.slice(start, end))
    const inLine = copy === undefined ? undefined : quotedRecord(copy, 0, true, dialect, fields, broken)
    if (inLine !== undefined) {
      take(fields, inLine.count, line)
      return end
    }
    const found = quotedRecord(text, start, last, dialect, fields, (problem, at) =>
      broken(problem, at - start),
    )
    if (found === undefined) return undefined
    if (found.end - start > recordLimit) throw tooLong('A row', line)
    for (let at = 0; at < found.count; at++) fields[at] = copied(fields[at] as string)
    take(fields, found.count, line)
    line += breaksIn(text.slice(start, found.end))
    return found.end
  }

  const cut = (text: string, last: boolean): string => {
    let at = 0
    let feed = -1
    let carriage = -1
    let mark = quoted ? -1 : Infinity
    while (at < text.length) {
      if (feed < at) feed = found(text, '\n', at)
      if (carriage < at) carriage = found(text, '\r', at)
      if (mark < at) mark = found(text, '"', at)
      let end = Math.min(feed, carriage)
      if (end === Infinity) {
        if (!last) break
        end = text.length
      }
      if (mark < end) {
        const ended = takeQuoted(text, at, end, last)
        if (ended === undefined) {
          if (!last) break
          broken('it is never closed', text.length - at)
        } else end = ended
      } else if (end > at) takeLine(text, at, end)
      line++
      at = end + (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? 2 : 1)
    }
    return text.slice(at)
  }

  const look = (last: boolean): void => {
    const rest = cut(held.length === 2 ? `${held[0]}${held[1]}` : held.join(''), last)
    held = rest === '' ? [] : [rest]
    waiting = rest.length
    // Looking once more for each small piece would take the square of the time.
    enough = waiting * 2
    if (waiting <= recordLimit) return
    if (quoted) quotedRecord(rest, 0, false, dialect, fields, broken)
    throw tooLong('A row', line)
  }
  return {
    feed(piece) {
      held.push(piece)
      waiting += piece.length
      if (waiting >= enough || waiting > recordLimit) look(false)
    },
    look: () => look(false),
    end: () => look(true),
  }
}

const found = (text: string, what: string, from: number): number => {
  const at = text.indexOf(what, from)
  return at === -1 ? Infinity : at
}

const quoteError: Refused = (problem, line) =>
  feedError('DECODE_QUOTE', { problem }, { place: placeText(line) })

/** The error of a row or a line that does not end. */
export function tooLong(what: string, line: number): Error {
  const option = 'Either a quotation mark is never closed ("quote: none" helps), or this is no text in lines.'
  return feedError('DECODE_TOO_LARGE', { what, limit: recordLimit, option }, { place: placeText(line) })
}
