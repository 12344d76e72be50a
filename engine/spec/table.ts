import { cutterOf } from '../decode/csv/cutter.ts'
import type { QuoteProblem } from '../decode/csv/quoted-record.ts'
import { FeedError, feedError } from '../errors/feed-error.ts'
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

const cells = (count: number): string => `${count} ${count === 1 ? 'cell' : 'cells'}`
const words: Readonly<Record<QuoteProblem, string>> = {
  'it is never closed': 'A quote that is opened somewhere is not closed before the end of the file',
  'it stands inside a field that does not begin with one':
    'A quote stands inside a cell that does not begin with one',
  'other text follows a closing one': 'Behind a closing quote the cell goes on',
}

/**
 * Reads a table strictly: a header of unique names, and as many cells in every row. What is wrong with single rows stands
 * beside the others; what is wrong with the whole comes instead of a table.
 */
export function readTable(file: string, text: string): SpecTable | FeedError {
  const at = (line: number): Position => ({ file, line, column: 1 })
  const wrong = (problem: string, line: number) => feedError('SPEC_TABLE', { problem }, { at: at(line) })
  const records: { readonly record: readonly string[]; readonly line: number }[] = []
  const cutter = cutterOf(
    { delimiter: ',', quoted: true, blanks: true },
    1,
    (fields, count, line) => records.push({ record: fields.slice(0, count), line }),
    (problem, line) => wrong(words[problem], line),
  )
  try {
    cutter.feed(text.replace(/^\ufeff/, ''))
    cutter.end()
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
    return error.code === 'SPEC_TABLE'
      ? error
      : wrong(error.message.replace(/\.$/, ''), records.at(-1)?.line ?? 1)
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
  const isWhole = ({ record }: { readonly record: readonly string[] }) => record.length === columns.length
  return {
    file,
    columns,
    rows: rows.filter(isWhole).map(({ record, line }) => ({
      at: at(line),
      values: Object.fromEntries(columns.map((name, index) => [name, record[index] ?? ''])),
    })),
    problems: rows
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
