import { createHash } from 'node:crypto'
import { constants, zstdCompressSync } from 'node:zlib'
import type { StateItems } from '../model/head.ts'
import type { FeedId, ResultKey } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'

/** A DynamoDB item may have 400 KB; ours stay clear of it in every home. */
const maxItemBytes = 300_000
/** What a piece is cut for: the next entries may compress a little worse than the last ones did. */
const wantedItemBytes = 240_000
/** So many entries are tried first; what they come to says how many the next piece takes. */
const entriesAtFirst = 2_000
/** Of a buffer while an item is packed: with smaller ones most of the time goes into making them. */
const chunkSize = 300_000
/** The fastest level: keys and figures become no smaller by the higher ones. */
const params = { [constants.ZSTD_c_compressionLevel]: 1 }
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
  /** What a new base says, all of which is written. */
  readonly whole?: ReadonlyMap<ResultKey, Figures>
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
  const isLater = ([, { revision }]: Entry): boolean => revision > baseRevision
  // What a base must be made of anyway is not packed twice: that is most of what a first commit writes.
  const hasBase = items.base.length > 0 && changed.every(isLater)
  const delta = hasBase ? encode(changed, at) : []
  const deltaBytes = items.deltaBytes + size(delta)
  const mayStand = hasBase && deltaBytes * 2 <= items.baseBytes
  const deltas = [...items.deltas, ...namesOf(delta)]
  if (mayStand && deltas.length < maxDeltas) return { items: { ...items, deltas, deltaBytes }, write: delta }

  const next = stateAfter(state, changed)
  if (mayStand) {
    const merged = encode([...next].filter(isLater), at)
    if (merged.length * 2 <= maxDeltas) {
      return { items: { ...items, deltas: namesOf(merged), deltaBytes: size(merged) }, write: merged }
    }
  }
  const base = encode([...next], at)
  const { revision } = at
  const written = { base: namesOf(base), deltas: [], baseBytes: size(base), deltaBytes: 0 }
  return { items: { ...written, baseRevision: revision }, write: base, whole: next }
}

function stateAfter(
  state: ReadonlyMap<ResultKey, Figures>,
  changed: readonly Entry[],
): ReadonlyMap<ResultKey, Figures> {
  if (state.size === 0) return new Map(changed)
  const next = new Map(state)
  for (const [key, figures] of changed) next.set(key, figures)
  return next
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

/** Compressed pieces that each fit into an item: the same for the same entries, each entry compressed once or twice. */
function encode(entries: readonly Entry[], at: Attempt): StateItem[] {
  const items: StateItem[] = []
  let count = entriesAtFirst
  for (let from = 0; from < entries.length; ) {
    const some = entries.slice(from, from + count)
    const bytes = zstdCompressSync(Buffer.from(JSON.stringify(some)), { chunkSize, params })
    if (bytes.byteLength > maxItemBytes && some.length > 1) {
      count = Math.ceil(some.length / 2)
      continue
    }
    const content = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
    items.push({ name: `${at.feed}/${at.epoch}/${content}`, bytes })
    from += some.length
    const fitting = Math.floor((some.length * wantedItemBytes) / bytes.byteLength)
    count = Math.max(1, Math.min(fitting, 4 * count))
  }
  return items
}

const size = (written: readonly StateItem[]): number =>
  written.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)

const namesOf = (written: readonly StateItem[]): readonly string[] => written.map(({ name }) => name)
