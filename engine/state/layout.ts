import { createHash } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { StateItems } from '../model/head.ts'
import type { FeedId, ResultKey } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'

/** A DynamoDB item may have 400 KB; ours stay clear of it in every home. */
const maxItemBytes = 300_000
/** A new base replaces the deltas when they outgrow half of it, or number this many. */
const maxDeltas = 32

export interface StateItem {
  readonly name: string
  readonly bytes: Uint8Array
}
export type Entry = readonly [ResultKey, Figures]

/**
 * What a commit must write: one small delta, or a new base. Names are made of feed, epoch and content, never of the
 * revision: two attempts at one revision can not overwrite each other.
 */
export function itemsAfter(
  items: StateItems,
  state: ReadonlyMap<ResultKey, Figures>,
  changed: readonly Entry[],
  at: { readonly feed: FeedId; readonly epoch: number },
): { readonly items: StateItems; readonly write: readonly StateItem[] } {
  const delta = encode(changed, at)
  const deltaBytes = items.deltaBytes + size(delta)
  const deltas = [...items.deltas, ...delta.map(({ name }) => name)]
  if (items.base.length > 0 && deltaBytes * 2 <= items.baseBytes && deltas.length < maxDeltas) {
    return { items: { ...items, deltas, deltaBytes }, write: delta }
  }
  const next = new Map(state)
  for (const [key, figures] of changed) next.set(key, figures)
  const base = encode([...next], at)
  return {
    items: { base: base.map(({ name }) => name), deltas: [], baseBytes: size(base), deltaBytes: 0 },
    write: base,
  }
}

/** The state that base and deltas add up to, in the order of the names. */
export function fold(bodies: readonly Uint8Array[]): Map<ResultKey, Figures> {
  const state = new Map<ResultKey, Figures>()
  for (const body of bodies) {
    const entries = JSON.parse(zstdDecompressSync(body).toString('utf8')) as readonly Entry[]
    for (const [key, figures] of entries) state.set(key, figures)
  }
  return state
}

/** The epoch that wrote an item: what the sweep goes by. */
export function epochOf(name: string): number {
  return Number(name.split('/').at(-2))
}

/** Compressed pieces that each fit into an item. */
function encode(
  entries: readonly Entry[],
  at: { readonly feed: FeedId; readonly epoch: number },
): StateItem[] {
  if (entries.length === 0) return []
  const bytes = zstdCompressSync(JSON.stringify(entries))
  if (bytes.byteLength > maxItemBytes && entries.length > 1) {
    const half = Math.ceil(entries.length / 2)
    return [...encode(entries.slice(0, half), at), ...encode(entries.slice(half), at)]
  }
  const content = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  return [{ name: `${at.feed}/${at.epoch}/${content}`, bytes }]
}

const size = (written: readonly StateItem[]): number =>
  written.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
