import { feedError } from '../../errors/feed-error.ts'
import type { Regex } from '../../flow/regex.ts'
import type { JsonObject } from '../../model/json.ts'
import { placeText } from '../lines.ts'
import { recordOf } from '../record.ts'
import type { CsvRecord } from './records.ts'

/** A column that the spec names, and what its values must look like. */
export interface Column {
  readonly name: string
  readonly pattern: Regex | undefined
}

export interface LayoutOptions {
  readonly columns: readonly Column[]
  readonly ragged: 'error' | 'pad'
  readonly trimmed: boolean
  /** Every line ends with a delimiter, after which nothing stands. */
  readonly trailing: boolean
}

/** How the records of one body become rows. */
export interface Layout {
  readonly names: readonly string[]
  /** The first `count` fields as an object. DECODE_RAGGED, or DECODE_COLUMN_CONTENT, with the line of the record. */
  row(fields: readonly string[], count: number, line: number): JsonObject
}

/** Without a header the columns are the spec's; with one they are the file's, and must contain the spec's. */
export function layoutOf(header: CsvRecord | undefined, options: LayoutOptions): Layout {
  const names = header ? headerNames(header, options) : options.columns.map((column) => column.name)
  const checked = options.columns.flatMap(({ name, pattern }) =>
    pattern ? [{ name, pattern, at: names.indexOf(name) }] : [],
  )
  const expected = names.length + (options.trailing ? 1 : 0)
  const build = recordOf(names)
  return {
    names,
    row: (fields, count, line) => {
      const values = checkedValues(fields, count, line, expected, options)
      for (const { name, pattern, at } of checked) {
        const value = values[at] ?? ''
        if (pattern.test(value)) continue
        const details = { column: name, value: value.slice(0, 100), pattern: pattern.source }
        throw feedError('DECODE_COLUMN_CONTENT', details, { place: placeText(line) })
      }
      return build(values)
    },
  }
}

function checkedValues(
  fields: readonly string[],
  count: number,
  line: number,
  expected: number,
  options: LayoutOptions,
): readonly string[] {
  if (options.ragged === 'pad' && count < expected) {
    const padded = [...fields.slice(0, count), ...Array.from({ length: expected - count }, () => '')]
    return checkedValues(padded, expected, line, expected, options)
  }
  if (count !== expected || (options.trailing && fields[expected - 1] !== ''))
    throw feedError('DECODE_RAGGED', { expected, found: count }, { place: placeText(line) })
  return options.trimmed ? fields.slice(0, count).map((value) => value.trim()) : fields
}

function headerNames({ fields, line }: CsvRecord, options: LayoutOptions): readonly string[] {
  const place = placeText(line)
  const broken = (problem: string): never => {
    throw feedError('DECODE_HEADER', { problem }, { place })
  }
  const names = options.trimmed ? fields.map((name) => name.trim()) : [...fields]
  if (options.trailing && names.pop() !== '') broken('it does not end with a delimiter')
  const seen = new Map<string, number>()
  for (const [at, name] of names.entries()) {
    const number = at + 1
    if (name.trim() === '') broken(`column ${number} of ${names.length} has no name`)
    const first = seen.get(name)
    if (first !== undefined) broken(`columns ${first} and ${number} are both called "${name}"`)
    seen.set(name, number)
  }
  const missing = options.columns.map((column) => column.name).filter((name) => !seen.has(name))
  if (missing.length > 0) throw feedError('DECODE_COLUMN_MISSING', { missing, found: names }, { place })
  return names
}
