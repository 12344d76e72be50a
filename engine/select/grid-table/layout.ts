import { feedError } from '../../errors/feed-error.ts'
import type { Sheet } from '../../model/row.ts'
import { inGroups } from './groups.ts'
import { type HeaderColumn, headerTexts } from './header-texts.ts'
import { lettersOf } from './letters.ts'
import type { AreasFrom } from './merged.ts'
import type { TableSpec } from './table-spec.ts'

/** What one column is. */
export type LaidColumn =
  | { readonly is: 'key' }
  | {
      readonly is: 'value'
      readonly name: string
      readonly levels: Readonly<Record<string, string>>
      readonly total: boolean
    }
  | { readonly is: 'skipped' }
  /** No name stands above it. */
  | { readonly is: 'unnamed' }
/** The columns of a key: one, or several of the same header, which must say the same. */
export interface LaidKey {
  readonly field: string
  readonly carry: boolean
  readonly columns: readonly number[]
}
/** What a header says of the columns below it. */
export interface Layout {
  readonly columns: readonly LaidColumn[]
  readonly keys: readonly LaidKey[]
  /** Fields of all rows below. */
  readonly read: Readonly<Record<string, string>>
}

/** Reads the header that begins in a row. SELECT_COLUMN_MISSING, SELECT_COLUMN_REPEATS, SELECT_NAME_TAKEN. */
export function layoutAt(sheet: Sheet, from: number, spec: TableSpec, areasFrom: AreasFrom): Layout {
  const place = sheet.rows[from]?.place
  const where = place === undefined ? {} : { place }
  const header = inGroups(headerTexts(sheet, from, spec.header, areasFrom), spec.header.groupEnds)
  const keys = spec.keys.map((key) => ({ ...key, columns: columnsOfKey(key, header) }))
  const missing = keys.filter(({ columns, optional }) => columns.length === 0 && !optional)
  if (missing.length > 0)
    throw feedError(
      'SELECT_COLUMN_MISSING',
      {
        missing: missing.map((key) => key.header ?? key.matches?.source ?? key.field),
        found: header.map(({ name }) => name).filter((name) => name !== ''),
      },
      where,
    )
  const ofKeys = new Set(keys.flatMap(({ columns }) => columns))
  const read = Object.fromEntries(
    spec.header.read.flatMap(({ field, column }) => {
      const text = header[column]?.name ?? ''
      return text === '' ? [] : [[field, text]]
    }),
  )
  const readOf = new Set(spec.header.read.map(({ column }) => column))
  const seen = new Map<string, number>()
  const columns = header.map((column, at): LaidColumn => {
    if (ofKeys.has(at)) return { is: 'key' }
    if (column.own === '' || readOf.has(at)) return { is: 'unnamed' }
    const rule = spec.columns.find(({ kind, pattern }) => kind !== 'unnamed' && pattern.test(column.name))
    if (rule?.kind === 'skip') return { is: 'skipped' }
    return valueColumn(column, at, rule?.kind === 'total')
  })
  for (const key of keys)
    for (const at of key.columns)
      while (columns.length <= at) columns.push(columns.length === at ? { is: 'key' } : { is: 'unnamed' })
  return { columns, keys, read }

  function valueColumn(column: HeaderColumn, at: number, total: boolean): LaidColumn {
    const id = spec.levels === undefined ? column.name : JSON.stringify(column.texts)
    const before = seen.get(id) ?? 0
    seen.set(id, before + 1)
    if (before > 0 && !spec.header.numbered)
      throw feedError('SELECT_COLUMN_REPEATS', { name: column.name, column: lettersOf(at) }, where)
    const mark = before === 0 ? '' : ` (${before + 1})`
    const texts = column.texts.map((text, row) => (row === column.texts.length - 1 ? text + mark : text))
    const levels = Object.fromEntries((spec.levels ?? []).map((level, row) => [level, texts[row] ?? '']))
    return { is: 'value', name: column.name + mark, levels, total }
  }
}

/** Without a header only keys have columns. */
export function layoutWithout(spec: TableSpec): Layout {
  const columns: LaidColumn[] = []
  for (const { column = 0 } of spec.keys) {
    while (columns.length <= column) columns.push({ is: 'unnamed' })
    columns[column] = { is: 'key' }
  }
  const keys = spec.keys.map(({ field, carry, column = 0 }) => ({ field, carry, columns: [column] }))
  return { columns, keys, read: {} }
}

function columnsOfKey(key: TableSpec['keys'][number], header: readonly HeaderColumn[]): readonly number[] {
  if (key.column !== undefined) return [key.column]
  const fits = ({ own, name }: HeaderColumn): boolean =>
    key.matches === undefined
      ? key.header !== undefined && (own === key.header || name === key.header)
      : name !== '' && key.matches.test(own === '' ? name : own)
  return header.flatMap((column, at) => (fits(column) ? [at] : []))
}
