import { feedError } from '../../errors/feed-error.ts'
import { placeText } from '../lines.ts'
import type { RawFormat, RawRecord } from '../raw-rows-of.ts'
import { cutterOf } from './cutter.ts'
import { type LayoutOptions, layoutOf } from './layout.ts'
import type { Dialect } from './quoted-record.ts'

/** Delimited text as records that are read one by one. */
export function rawCsv(
  dialect: Dialect,
  { encoding, header, skipLines }: Pick<RawFormat, 'encoding' | 'header' | 'skipLines'>,
  options: LayoutOptions,
): RawFormat {
  return {
    format: 'csv',
    encoding,
    quoted: dialect.quoted,
    skipLines,
    blanks: dialect.blanks === true ? ' \t\v\f'.replaceAll(dialect.delimiter, '') : '',
    header,
    read(first) {
      const layout = layoutOf(first && read(first, dialect, (fields, line) => ({ fields, line })), options)
      return {
        columns: layout.names,
        decode: (record) => read(record, dialect, (fields, line) => layout.row(fields, fields.length, line)),
      }
    },
  }
}

/** Of a longer line each field is kept apart from it: the cutter sees to that. */
const longLine = 1_000

/** Reads a text that is one record. What has no quotation marks and no blanks to lose is fields between delimiters. */
function read<Result>(
  record: RawRecord,
  dialect: Dialect,
  as: (fields: readonly string[], line: number) => Result,
): Result {
  const { text, line } = record
  const { delimiter, quoted, blanks = false } = dialect
  const isSimple = text.length <= longLine && text !== '' && !blanks && !(quoted && text.includes('"'))
  return isSimple ? as(text.split(delimiter), line) : cut(record, dialect, as)
}

function cut<Result>(
  { text, line: first }: RawRecord,
  dialect: Dialect,
  as: (fields: readonly string[], line: number) => Result,
): Result {
  const found: Result[] = []
  const cutter = cutterOf(dialect, first, (fields, count, line) =>
    found.push(as(fields.slice(0, count), line)),
  )
  cutter.feed(text)
  cutter.end()
  const [one, other] = found
  if (one !== undefined && other === undefined) return one
  const problem = `where one record should be there are ${found.length}`
  throw feedError('DECODE_FAILED', { format: 'csv', problem }, { place: placeText(first) })
}
