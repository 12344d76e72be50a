import { parse } from 'csv-parse/sync'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Position } from '../model/position.ts'

/** A CSV file that people keep beside their specs: lookups, contests, registration. */
export interface SpecTable {
  readonly file: string
  readonly columns: readonly string[]
  /** Those that have all columns. */
  readonly rows: readonly TableRow[]
  /** What is wrong with the others. */
  readonly problems: readonly FeedError[]
}
export interface TableRow {
  readonly at: Position
  readonly values: Readonly<Record<string, string>>
}

/** What csv-parse throws. */
interface TableFault {
  readonly code?: string
  readonly message: string
  readonly lines?: number
}
const cells = (count: number): string => `${count} ${count === 1 ? 'cell' : 'cells'}`
const words: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quote that is opened somewhere is not closed before the end of the file',
  INVALID_OPENING_QUOTE: 'A quote stands inside a cell that does not begin with one',
  CSV_INVALID_CLOSING_QUOTE: 'Behind a closing quote the cell goes on',
}

/**
 * Reads a table strictly: a header of unique names, and as many cells in every row. What is wrong with single rows stands
 * beside the others; what is wrong with the whole comes instead of a table.
 */
export function readTable(file: string, text: string): SpecTable | FeedError {
  const at = (line: number): Position => ({ file, line, column: 1 })
  const wrong = (problem: string, line: number) => feedError('SPEC_TABLE', { problem }, { at: at(line) })
  let records: readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[]
  try {
    records = parse(text, {
      info: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }) as never
  } catch (error) {
    const fault = error as TableFault
    return wrong(words[fault.code ?? ''] ?? fault.message, fault.lines ?? 1)
  }
  const [header, ...rows] = records
  if (header === undefined) return wrong('The table is empty', 1)
  const columns = header.record
  const [only = ''] = columns
  if (columns.length === 1 && only.includes(';')) {
    const problem = 'The columns of this table are apart by semicolons'
    const remedy = 'Write it with commas: spreadsheets save it so as "CSV (comma delimited)".'
    return feedError('SPEC_TABLE', { problem, remedy }, { at: at(1) })
  }
  const twice = columns.find((name, index) => columns.indexOf(name) !== index)
  if (twice !== undefined) return wrong(`The column "${twice}" stands twice in the header`, 1)
  const found = rows.map(({ record, info }) => ({
    record,
    // Counted at its end: a cell may go over several lines.
    line: info.lines - record.join('').split('\n').length + 1,
  }))
  const isWhole = ({ record }: { readonly record: readonly string[] }) => record.length === columns.length
  return {
    file,
    columns,
    rows: found.filter(isWhole).map(({ record, line }) => ({
      at: at(line),
      values: Object.fromEntries(columns.map((name, index) => [name, record[index] ?? ''])),
    })),
    problems: found
      .filter((row) => !isWhole(row))
      .map(({ record, line }) =>
        wrong(`This row has ${cells(record.length)}, and the header ${columns.length}`, line),
      ),
  }
}

/** Reports columns that a table lacks. */
export function lacksColumn(
  { file, columns }: SpecTable,
  wanted: readonly string[],
  at: Position | undefined,
  report: (error: FeedError) => void,
): boolean {
  const missing = wanted.filter((column) => !columns.includes(column))
  for (const column of missing) {
    const details = { file: file.split('/').at(-1) ?? file, column, columns, near: near(column, columns) }
    report(feedError('SPEC_TABLE_COLUMN', details, { at }))
  }
  return missing.length > 0
}
