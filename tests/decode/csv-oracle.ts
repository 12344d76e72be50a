import { parse } from 'csv-parse/sync'
import type { Dialect } from '../../engine/decode/csv/quoted-record.ts'
import type { CsvRecord } from '../../engine/decode/csv/records.ts'

/** What csv-parse makes of a text: the records before the first trouble, and what that is. */
export interface OracleReading {
  readonly records: readonly CsvRecord[]
  readonly problem?: string
  /** On which line the record begins that is in trouble. */
  readonly line?: number
}

const problems: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'it is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'other text follows a closing one',
  // Where blanks may stand around fields, this is how it says the same behind them.
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'other text follows a closing one',
  INVALID_OPENING_QUOTE: 'it stands inside a field that does not begin with one',
}

/** Reads a whole text as csv-parse does; lines are counted here, since it counts a quoted CRLF twice. */
export function readByOracle(text: string, dialect: Dialect, firstLine = 1): OracleReading {
  const bytes = Buffer.from(text)
  const records: CsvRecord[] = []
  let line = firstLine
  let offset = 0
  const moveTo = (end: number): void => {
    for (; offset < end; offset++)
      if (bytes[offset] === 10 || (bytes[offset] === 13 && bytes[offset + 1] !== 10)) line++
  }
  /** To the line on which the next record begins. */
  const begin = (): number => {
    for (;;) {
      const end = bytes.subarray(offset).findIndex((byte) => byte === 10 || byte === 13)
      const found = bytes.subarray(offset, offset + end).toString()
      const isBlank = dialect.blanks === true ? found.trim() === '' : found === ''
      if (end === -1 || !isBlank || found.includes(dialect.delimiter)) return line
      moveTo(offset + end + 1)
    }
  }
  try {
    parse(bytes, {
      delimiter: dialect.delimiter,
      quote: dialect.quoted ? '"' : false,
      trim: dialect.blanks === true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (fields: string[], context) => {
        records.push({ fields, line: begin() })
        moveTo(context.bytes)
        return null
      },
    })
    return { records }
  } catch (thrown) {
    const problem = problems[(thrown as { code: string }).code]
    if (problem === undefined) throw thrown
    return { records, problem, line: begin() }
  }
}
