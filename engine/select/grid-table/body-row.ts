import { feedError } from '../../errors/feed-error.ts'
import type { Json } from '../../model/json.ts'
import type { GridRow, Row, Sheet } from '../../model/row.ts'
import type { Layout } from './layout.ts'
import { lettersOf } from './letters.ts'
import type { Above } from './merged.ts'
import type { Glance } from './row-kind.ts'
import type { TableSpec } from './table-spec.ts'
import { shown, trimmed } from './text.ts'

/** Reads rows below one header; what its keys carry lives as long. */
export interface BodyReader {
  /** The rows that a row of the sheet is: one, or one for each filled cell. */
  rows(row: GridRow, glance: Glance, said: Said): Iterable<Row>
  /** A heading: what was carried down ends. */
  forget(): void
}
/** What is known of a row besides its cells. */
export interface Said {
  readonly fields: Readonly<Record<string, Json>>
  readonly kind: 'row' | 'total'
  /** A rule of the spec says that it is one, however little it holds. */
  readonly known: boolean
}

/** SELECT_ROW_UNEXPECTED, SELECT_CELL_UNREAD, SELECT_KEY_DIFFERS: a cell is read, or left out by a rule. */
export function bodyReader(sheet: Sheet, layout: Layout, spec: TableSpec, above: Above): BodyReader {
  const carried = new Map<string, string>()
  const hasValues = layout.columns.some(({ is }) => is === 'value')
  const unnamed = spec.columns.filter(({ kind }) => kind === 'unnamed')

  function mergedText(column: number): string {
    const first = above.first(column)
    return first === undefined ? '' : trimmed(sheet.rows[first.row]?.cells[first.column])
  }

  function keysOf(row: GridRow): Record<string, Json> {
    const keys: Record<string, Json> = {}
    for (const [at, { field, carry, columns }] of layout.keys.entries()) {
      let text = ''
      for (const column of columns) {
        const cell = trimmed(row.cells[column]) || mergedText(column)
        if (text !== '' && cell !== '' && cell !== text)
          throw feedError(
            'SELECT_KEY_DIFFERS',
            { field, one: shown(text), other: shown(cell) },
            { place: placeOf(row, column) },
          )
        if (cell !== '') text = cell
      }
      if (carry && text === '') text = carried.get(field) ?? ''
      else if (carry && text !== carried.get(field)) {
        for (const inner of layout.keys.slice(at + 1)) carried.delete(inner.field)
        carried.set(field, text)
      }
      Object.defineProperty(keys, field, {
        value: text,
        enumerable: true,
        configurable: true,
        writable: true,
      })
    }
    return keys
  }

  function assertRead(row: GridRow): number {
    let values = 0
    for (let at = 0; at < row.cells.length; at++) {
      const text = row.cells[at] as string
      if (text === '' || text.trim() === '') continue
      const column = layout.columns[at]
      if (column?.is === 'value') values++
      if (column !== undefined && column.is !== 'unnamed') continue
      if (unnamed.some(({ pattern }) => pattern.test(text.trim()))) continue
      throw feedError(
        'SELECT_CELL_UNREAD',
        { column: lettersOf(at), text: shown(text.trim()) },
        { place: placeOf(row, at) },
      )
    }
    return values
  }

  return {
    *rows(row, glance, { fields, kind, known }) {
      const values = assertRead(row)
      const keys = keysOf(row)
      const lonely = glance.filled === 1 && layout.columns.length > 2
      if (!known && (lonely || (hasValues && values === 0)))
        throw unexpected(row, glance, 'Nothing but its keys is filled')
      // A total that a rule knows needs no label: many stand below a column with nothing beside them.
      const needsKeys = kind === 'row' && layout.keys.length > 0
      if (needsKeys && Object.values(keys).every((text) => text === ''))
        throw unexpected(row, glance, 'None of its keys is filled')
      if (spec.levels === undefined) {
        const own = layout.columns.flatMap((column, at) =>
          column.is === 'value' ? [[column.name, trimmed(row.cells[at])] as const] : [],
        )
        const value = { ...fields, ...keys, ...Object.fromEntries(own), ...(spec.kinds ? { kind } : {}) }
        yield { value, place: row.place }
        return
      }
      for (const [at, column] of layout.columns.entries()) {
        if (column.is !== 'value') continue
        const cell = trimmed(row.cells[at])
        if (cell === '') continue
        const value = {
          ...fields,
          ...keys,
          ...column.levels,
          value: cell,
          ...(spec.kinds ? { kind: column.total ? 'total' : kind } : {}),
        }
        yield { value, place: placeOf(row, at) }
      }
    },
    forget: () => carried.clear(),
  }
}

/** Where a cell stands. */
export const placeOf = (row: GridRow, column: number): string => row.placeOf?.(column) ?? row.place

/** A row that is neither of the table nor known to a rule. */
export const unexpected = (row: GridRow, { first }: Glance, why: string): Error =>
  feedError(
    'SELECT_ROW_UNEXPECTED',
    { text: shown(trimmed(row.cells[first])), why },
    { place: placeOf(row, Math.max(0, first)) },
  )
