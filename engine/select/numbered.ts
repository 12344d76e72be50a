import { feedError } from '../errors/feed-error.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Row } from '../model/row.ts'
import type { Selector } from './selector.ts'

/** By the name that a row gets: the names whose values tell which rows are alike. */
export type Repeats = Readonly<Record<string, readonly string[]>>

/**
 * Rows of another selector, each with its number among those of the same document that are alike: 1 for the first row
 * with these values, 2 for the second. It stands in the row under the name that the spec gives it.
 */
export function numbered(selector: Selector, repeats: Repeats): Selector {
  const names = Object.keys(repeats)
  return {
    ...selector,
    ...(selector.columns === undefined ? {} : { columns: [...selector.columns, ...names] }),
    adds: names,
    needs: [...new Set(Object.values(repeats).flat())],
    async *select(document, signal) {
      const seen = new Map<string, number>()
      for await (const batch of selector.select(document, signal)) {
        yield batch.map((row) => withNumbers(row, repeats, seen))
      }
    },
  }
}

function withNumbers({ value, place }: Row, repeats: Repeats, seen: Map<string, number>): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw feedError('SELECT_NO_OBJECT', { expression: 'select', seen: JSON.stringify(value) }, { place })
  }
  const row = value as JsonObject
  const numbers: Record<string, Json> = {}
  for (const [name, fields] of Object.entries(repeats)) {
    if (Object.hasOwn(row, name))
      throw feedError('SELECT_NAME_TAKEN', { name, where: 'number_repeats' }, { place })
    const key = JSON.stringify([name, ...fields.map((field) => row[field] ?? null)])
    const number = (seen.get(key) ?? 0) + 1
    seen.set(key, number)
    numbers[name] = number
  }
  return { value: { ...row, ...numbers }, place }
}
