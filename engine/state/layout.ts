import { hash } from 'node:crypto'
import type { StateItems } from '../model/head.ts'
import type { FeedId, ResultKey } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'
import { piecesOf } from './pieces.ts'

/** As many deltas become one, if not said otherwise. A new base replaces them when they outgrow half of it. */
const mostDeltas = 32

export interface StateItem {
  readonly name: string
  readonly bytes: Uint8Array
}
export type Entry = readonly [ResultKey, Figures]

/** Of which attempt at which commit something is written. */
interface Attempt {
  readonly feed: FeedId
  readonly epoch: number
  readonly revision: number
}

interface Written {
  readonly items: StateItems
  readonly write: readonly StateItem[]
}

/**
 * What a commit must write: a small delta; or one for all that changed since the base, in place of many; or a new base.
 * So what is written grows with what has changed, and hardly ever with the state. Names are made of feed, epoch and
 * content, never of the revision: two attempts at one revision can not overwrite each other.
 */
export function itemsAfter(
  items: StateItems,
  state: ReadonlyMap<ResultKey, Figures>,
  changed: readonly Entry[],
  at: Attempt,
  maxDeltas = mostDeltas,
): Written {
  const { baseRevision = Number.POSITIVE_INFINITY } = items
  const isLater = (entry: Entry): boolean => entry[1].revision > baseRevision
  // What a base must be made of anyway is not packed twice: that is most of what a first commit writes.
  const hasBase = items.base.length > 0 && changed.every(isLater)
  const delta = hasBase ? encode(changed, changed.length, at) : []
  const deltaBytes = items.deltaBytes + size(delta)
  const mayStand = hasBase && deltaBytes * 2 <= items.baseBytes
  const deltas = [...items.deltas, ...namesOf(delta)]
  if (mayStand && deltas.length < maxDeltas) return { items: { ...items, deltas, deltaBytes }, write: delta }

  if (mayStand) {
    const all = Iterator.from(stateAfter(state, changed)).filter(isLater)
    const merged = encode(all, changed.length, at)
    if (merged.length * 2 <= maxDeltas) {
      return { items: { ...items, deltas: namesOf(merged), deltaBytes: size(merged) }, write: merged }
    }
  }
  const base = encode(stateAfter(state, changed), state.size + changed.length, at)
  const { revision } = at
  const written = { base: namesOf(base), deltas: [], baseBytes: size(base), deltaBytes: 0 }
  return { items: { ...written, baseRevision: revision }, write: base }
}

/** In the order of the state, and what it lacked behind it. The state is not copied: it may be large. */
function* stateAfter(
  state: ReadonlyMap<ResultKey, Figures>,
  changed: readonly Entry[],
): Generator<Entry, void> {
  const others = new Map(changed)
  for (const entry of state) {
    const other = others.get(entry[0])
    yield other === undefined ? entry : [entry[0], other]
  }
  for (const entry of others) if (!state.has(entry[0])) yield entry
}

/** Did these items take the place of some? Then there is something to sweep. */
export function haveReplaced(before: StateItems, after: StateItems): boolean {
  const listed = new Set([...after.base, ...after.deltas])
  return [...before.base, ...before.deltas].some((name) => !listed.has(name))
}

/** The epoch that wrote an item: what the sweep goes by. */
export function epochOf(name: string): number {
  return Number(name.split('/').at(-2))
}

/** What an item is called by what it holds. */
const contentOf = (bytes: Uint8Array): string => hash('sha256', bytes).slice(0, 32)

/** Are these the bytes that the item was written with? One bit that is another may be another figure. */
export const isWhole = (name: string, bytes: Uint8Array): boolean =>
  name.slice(name.lastIndexOf('/') + 1) === contentOf(bytes)

/** The items of entries, about so many. */
function encode(entries: Iterable<Entry>, count: number, { feed, epoch }: Attempt): StateItem[] {
  return Array.from(piecesOf(entries, count), (bytes) => ({
    name: `${feed}/${epoch}/${contentOf(bytes)}`,
    bytes,
  }))
}

const size = (written: readonly StateItem[]): number =>
  written.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)

const namesOf = (written: readonly StateItem[]): readonly string[] => written.map(({ name }) => name)
