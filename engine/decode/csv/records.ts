import { feedError } from '../../errors/feed-error.ts'
import { placeText } from '../lines.ts'
import { lineCursor } from './line-cursor.ts'

/** One record of delimited text: its fields as they stand, and the line on which it begins. */
export interface CsvRecord {
  readonly fields: readonly string[]
  readonly line: number
}

export interface Dialect {
  readonly delimiter: string
  readonly quoted: boolean
  /** Whether blanks may stand around a field, outside its quotes. */
  readonly blanks?: boolean
}

/** Characters of one record or line. A quotation mark that is never closed ends here at the latest. */
export const recordLimit = 1_000_000

/**
 * Cuts text into records of any number of fields; blank lines are none. A quotation mark that is out of place or never
 * closed is DECODE_QUOTE. Memory is bounded by a piece of the text and a record.
 */
export async function* recordsOf(
  text: AsyncIterable<string>,
  dialect: Dialect,
  firstLine: number,
): AsyncIterable<readonly CsvRecord[]> {
  const { parse } = await import('csv-parse')
  const cursor = lineCursor(firstLine)
  let records: CsvRecord[] = []
  const parser = parse({
    delimiter: dialect.delimiter,
    quote: dialect.quoted ? '"' : false,
    trim: dialect.blanks === true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: recordLimit,
    // Answering null keeps records out of the stream's queue: nobody has to read it.
    on_record: (fields: string[], context) => {
      records.push({ fields, line: cursor.take(context.bytes) })
      return null
    },
  })
  parser.on('error', ignored)
  // Records before the trouble go first, so that the first trouble counts, in whatever pieces the text comes.
  async function* taken(start: (done: Done) => unknown): AsyncIterable<readonly CsvRecord[]> {
    const error = await outcome(start)
    const ready = records
    records = []
    if (ready.length > 0) yield ready
    if (error) throw csvError(error, cursor.line())
  }
  try {
    for await (const piece of text) {
      const bytes = Buffer.from(piece)
      cursor.feed(bytes)
      yield* taken((done) => parser.write(bytes, done))
    }
    yield* taken((done) => parser.end(done))
  } finally {
    parser.destroy()
  }
}

/** What goes wrong is told to the callback as well. */
function ignored(): void {}

type Done = (error?: Error | null) => void

const outcome = (start: (done: Done) => unknown): Promise<Error | undefined> =>
  new Promise((resolve) => {
    start((error) => resolve(error ?? undefined))
  })

const quoteProblems: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'it is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'other text follows a closing one',
  INVALID_OPENING_QUOTE: 'it stands inside a field that does not begin with one',
}

function csvError(error: Error, line: number): Error {
  const code = 'code' in error ? String(error.code) : ''
  const where = { place: placeText(line), cause: error }
  const problem = quoteProblems[code]
  if (problem !== undefined) return feedError('DECODE_QUOTE', { problem }, where)
  return code === 'CSV_MAX_RECORD_SIZE' ? tooLong('A row', line) : error
}

/** The error of a row or a line that does not end. */
export function tooLong(what: string, line: number): Error {
  const option = 'Either a quotation mark is never closed ("quote: none" helps), or this is no text in lines.'
  return feedError('DECODE_TOO_LARGE', { what, limit: recordLimit, option }, { place: placeText(line) })
}
