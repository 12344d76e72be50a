import { type Static, Type } from 'typebox'
import { feedError } from '../../errors/feed-error.ts'
import { type JsonPath, pathText } from '../../flow/json-path.ts'
import type { Json } from '../../model/json.ts'
import type { Document, GridRow } from '../../model/row.ts'
import type { DecodeLimits } from '../decoder.ts'

const Path = Type.String({
  pattern: '^(\\[\\]|[^.\\[\\]]+)(\\[\\])*(\\.[^.\\[\\]]+(\\[\\])*)*$',
  description: 'Where rows stand: values, or sheets[].rows. A list that holds no lists is one row.',
})
/** The option `grid` of JSON: lists of lists that are the rows of a table. */
export const JsonGrid = Type.Optional(
  Type.Union([
    Path,
    Type.Array(Path, { minItems: 1, description: 'Several, one below the other: [columns, rows].' }),
  ]),
)
export type JsonGrid = NonNullable<Static<typeof JsonGrid>>

/** One sheet of all rows that lie at these paths, in their order. A path that leads to no list is DECODE_GRID. */
export function gridIn(root: Json, at: JsonGrid, limits: DecodeLimits): Document {
  const rows: GridRow[] = []
  const add = (cells: readonly Json[], path: JsonPath): void => {
    const place = pathText(path)
    if (rows.length >= limits.rows) throw feedError('DECODE_TOO_MANY_ROWS', { limit: limits.rows }, { place })
    const cellAt = (column: number): string => pathText([...path, column])
    rows.push({ cells: cells.map((cell, column) => textOf(cell, cellAt(column))), place, placeOf: cellAt })
  }
  for (const one of [at].flat()) {
    for (const { value, path } of nodesAt(root, one)) {
      if (!value.some((inner) => Array.isArray(inner))) {
        // No row at all, as long as nothing is reported.
        if (value.length > 0) add(value, path)
        continue
      }
      for (const [index, row] of value.entries()) {
        if (!Array.isArray(row)) throw noGrid('a list has both lists and other things', [...path, index])
        add(row as readonly Json[], [...path, index])
      }
    }
  }
  return { shape: 'grid', sheets: only({ name: '', rows, merged: [] }) }
}

interface Node {
  readonly value: readonly Json[]
  readonly path: JsonPath
}

/** The lists at a path. What `[]` goes through and ends in no lists is one row of all that it gives. */
function nodesAt(root: Json, at: string): readonly Node[] {
  let nodes: readonly { readonly value: Json; readonly path: JsonPath }[] = [{ value: root, path: [] }]
  let last: JsonPath = []
  for (const step of at.split(/\.|(?=\[\])/)) {
    nodes = nodes.flatMap(({ value, path }) => {
      if (step === '[]') {
        if (!Array.isArray(value)) throw noGrid('there is no list', path)
        last = path
        return value.map((inner: Json, index) => ({ value: inner, path: [...path, index] }))
      }
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
      if (!isObject || !Object.hasOwn(value, step)) throw noGrid('it is not there', [...path, step])
      return [{ value: (value as Readonly<Record<string, Json>>)[step] ?? null, path: [...path, step] }]
    })
  }
  const lists = nodes.filter(({ value }) => Array.isArray(value))
  if (lists.length === nodes.length) return lists as readonly Node[]
  if (lists.length > 0 || !at.includes('[]')) throw noGrid('there is no list', nodes[0]?.path ?? [])
  return [{ value: nodes.map(({ value }) => value), path: last }]
}

/** As people would read it in a table. */
function textOf(cell: Json, place: string): string {
  if (cell === null) return ''
  if (typeof cell !== 'object') return String(cell)
  throw feedError('DECODE_GRID', { problem: 'a cell is no text, number or truth value' }, { place })
}

const noGrid = (problem: string, path: JsonPath): Error =>
  feedError('DECODE_GRID', { problem }, { place: pathText(path) })

async function* only<Item>(item: Item): AsyncIterable<Item> {
  yield item
}
