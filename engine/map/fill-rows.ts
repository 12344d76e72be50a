import { setImmediate as turn } from 'node:timers/promises'
import type { Json } from '../model/json.ts'
import type { Rejection, Row } from '../model/row.ts'
import type { Evaluation } from './evaluation.ts'
import type { FilledLookup, Given } from './given.ts'
import { rowsPerTurn } from './map-rows.ts'
import { plain } from './plain.ts'
import { quote } from './quote.ts'
import { refuse } from './refuse.ts'

/** Puts rows into the lookup. Rejected are those without a key or value; a key with two values is MAP_LOOKUP_COLLISION. */
export type FillRows = (
  rows: readonly Row[],
  into: FilledLookup,
  signal: AbortSignal,
  given: Given,
) => Promise<readonly Rejection[]>

/** Fills a lookup with what two expressions make of each row: its key, or several, and its value. */
export function fillRows(lookup: string, keys: Evaluation, values: Evaluation): FillRows {
  return async (rows, into, signal, given) => {
    const [keyOf, valueOf] = [keys.over(given), values.over(given)]
    const rejected: Rejection[] = []
    for (const [index, row] of rows.entries()) {
      if (index % rowsPerTurn === 0) {
        // oxlint-disable-next-line no-await-in-loop
        await turn()
        signal.throwIfAborted()
      }
      let atWork: Evaluation = keys
      try {
        let key = keyOf(row.value)
        // oxlint-disable-next-line no-await-in-loop
        if (key instanceof Promise) key = await key
        const names = keysIn(lookup, plain(key))
        atWork = values
        let value = valueOf(row.value)
        // oxlint-disable-next-line no-await-in-loop
        if (value instanceof Promise) value = await value
        const found = present(lookup, plain(value))
        for (const name of names) into.add(name, found, row.place)
      } catch (thrown) {
        if ((thrown as { readonly code?: string }).code === 'MAP_LOOKUP_COLLISION') throw thrown
        rejected.push(atWork.rejection(thrown, row.place))
      }
    }
    return rejected
  }
}

/** Where no expression says the value: the row as it is. */
export const wholeRow: Evaluation = {
  over: () => (value) => value,
  rejection(thrown) {
    throw thrown
  },
}

/** A row that names several is found by each of them. */
function keysIn(lookup: string, value: unknown): readonly string[] {
  const keys: readonly unknown[] = Array.isArray(value) ? value : [value]
  return keys.map((key) => {
    if (typeof key === 'number') return String(key)
    if (typeof key === 'string') return key
    throw refuse('MAP_LOOKUP_KEY', { lookup, what: 'key', seen: quote(key) })
  })
}

function present(lookup: string, value: unknown): Json {
  if (value === undefined) throw refuse('MAP_LOOKUP_KEY', { lookup, what: 'value', seen: 'nothing' })
  return value as Json
}
