import type { RuntimeBounds } from './builtin.ts'
import { fail } from './fault.ts'
import { inOrder, Joined, keyOf, put } from './grouping.ts'
import { sorted } from './order.ts'
import { createSequence, listOf, type Sequence } from './sequence.ts'
import { chosen } from './values.ts'

/** An item (`@`) with the variables that steps before it bound. */
export type Tuple = Record<string, unknown>
/** Of a tuple, or of an item that is none. */
type Of = (entry: unknown, tupled: boolean) => unknown

export const noTuple: Tuple = Object.freeze({})

export function createStream(): Sequence {
  const made = createSequence()
  made.tupleStream = true
  return made
}

const isStream = (value: unknown): boolean => Array.isArray(value) && (value as Sequence).tupleStream === true

export const tuplesOf = (list: readonly unknown[]): Tuple[] => list.map((item) => ({ '@': item }))

/** What the tuples hold. */
export function heldBy(tuples: readonly Tuple[]): Sequence {
  const made = createSequence()
  for (const tuple of tuples) made.push(tuple['@'])
  return made
}

/** The tuples that a step makes of one. */
export function extended(
  made: unknown[],
  tuple: Tuple,
  value: unknown,
  focus: string | undefined,
  index: string | undefined,
  ancestor: string | undefined,
): void {
  if (value === undefined) return
  const nested = isStream(value)
  const items = listOf(value)
  for (let at = 0; at < items.length; at += 1) {
    const next: Tuple = { ...tuple }
    if (nested) Object.assign(next, items[at])
    else {
      next[focus ?? '@'] = items[at]
      if (focus !== undefined) next['@'] = tuple['@']
      if (index !== undefined) next[index] = at
      if (ancestor !== undefined) next[ancestor] = tuple['@']
    }
    made.push(next)
  }
}

/** `#$name` behind a filter: the place of each. */
export function numbered(tuples: unknown, name: string): void {
  if (Array.isArray(tuples)) tuples.forEach((tuple: Tuple, at) => Object.assign(tuple, { [name]: at }))
}

export function tupleAt(value: unknown, place: number): unknown {
  const list = listOf(value)
  const item = list[place < 0 ? list.length + place : place]
  if (Array.isArray(item)) return item
  const made = isStream(value) ? createStream() : createSequence()
  if (item !== undefined) made.push(item)
  return made
}

export function tuplesWhere(value: unknown, test: Of, bounds: RuntimeBounds): Sequence {
  const tupled = isStream(value)
  const made = tupled ? createStream() : createSequence()
  const list = listOf(value)
  for (let at = 0; at < list.length; at += 1) {
    bounds.step()
    const item = list[at]
    for (let times = chosen(test(item, tupled), at, list.length, bounds); times > 0; times -= 1)
      made.push(item)
  }
  bounds.list(made.length)
  return made
}

interface Term {
  readonly of: Of
  readonly descending: boolean
}

/** Tuples in order. */
export function sortedTuples(
  tuples: unknown[],
  terms: readonly Term[],
  position: number | undefined,
  bounds: RuntimeBounds,
): unknown[] {
  const tupled = isStream(tuples)
  const own = terms.map(({ of, descending }) => ({ of: (item: unknown) => of(item, tupled), descending }))
  return sorted(tuples, own, position, bounds)
}

/** Items in order, as tuples with their places. */
export function tuplesSorted(
  list: unknown[],
  terms: readonly Term[],
  position: number | undefined,
  bounds: RuntimeBounds,
  index: string,
): Sequence {
  const made = createStream()
  sortedTuples(list, terms, position, bounds).forEach((item, at) => made.push({ '@': item, [index]: at }))
  return made
}

interface PairOf {
  readonly key: Of
  readonly value: Of
}

/** A group of tuples. Throws T1003, D1009, D1013. */
export function tupleGrouped(
  value: unknown,
  pairs: readonly PairOf[],
  position: number | undefined,
  bounds: RuntimeBounds,
): Record<string, unknown> {
  const tupled = isStream(value)
  const list = listOf(value)
  const groups = new Map<string, { readonly pair: PairOf; readonly items: unknown[] }>()
  for (const item of list.length === 0 && !tupled ? [undefined] : list) {
    bounds.step()
    for (const pair of pairs) {
      const key = keyOf(pair.key(item, tupled), position)
      if (key === undefined) continue
      const group = groups.get(key) ?? { pair, items: [] }
      if (group.pair !== pair) fail('D1009', { position, value: key })
      groups.set(key, group)
      group.items.push(item)
    }
  }
  const made: Record<string, unknown> = {}
  for (const [key, { pair, items }] of inOrder(groups)) put(made, key, valueOf(pair, items, tupled))
  return made
}

function valueOf(pair: PairOf, items: readonly unknown[], tupled: boolean): unknown {
  if (!tupled) {
    const all = new Joined()
    for (const item of items) all.add(item)
    return pair.value(all.context(), false)
  }
  const tuple = joinedTuple(items as readonly Tuple[])
  const entry = { ...tuple }
  // As in the library: what a single tuple holds is gone for the next value that is made of it.
  delete tuple['@']
  return pair.value(entry, true)
}

function joinedTuple(tuples: readonly Tuple[]): Tuple {
  if (tuples.length === 1) return tuples[0] as Tuple
  const all = new Map<string, Joined>()
  for (const tuple of tuples) {
    for (const key of Object.keys(tuple)) {
      const joined = all.get(key) ?? new Joined()
      all.set(key, joined)
      joined.add(tuple[key])
    }
  }
  return Object.fromEntries([...all].map(([key, joined]) => [key, joined.context()]))
}
