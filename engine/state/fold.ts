import { zstdDecompressSync } from 'node:zlib'
import type { StateItems } from '../model/head.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'
import type { Entry } from './layout.ts'
import { setAllInPlace } from './set-in-place.ts'

type State = ReadonlyMap<ResultKey, Figures>

/** The state that base and deltas add up to, in the order of the names. */
export function fold(bodies: readonly Uint8Array[]): Map<ResultKey, Figures> {
  const state = new Map<ResultKey, Figures>()
  for (const body of bodies) foldInto(state, body)
  return state
}

/** Of a buffer while an item is unpacked: they hold several times what is stored of them. */
const chunkSize = 2_000_000

function foldInto(state: Map<ResultKey, Figures>, body: Uint8Array): void {
  const text = zstdDecompressSync(body, { chunkSize: Math.min(chunkSize, 64_000 + 8 * body.byteLength) })
  const entries = JSON.parse(text.toString('utf8')) as readonly Entry[]
  for (const [key, figures] of entries) state.set(key, figures)
}

/** What items came to when they were folded last. */
interface Folded {
  readonly names: readonly string[]
  readonly bytes: number
  readonly state: State
}

/** Bytes as stored: about ten times as many are held, and half more where deltas say as much as they may. */
const mostBytes = 8_000_000

/** Of a state: what deltas say mostly takes the place of what the base says, and never comes to more than half of it. */
const storedBytes = ({ baseBytes, deltaBytes }: StateItems): number => Math.max(baseBytes, deltaBytes)

/**
 * Folds the states of feeds again and again. An item is known by its name: that is made of what the item holds, and an item
 * never changes. Nobody else may change what is answered.
 */
export interface RememberingFold {
  /** So many of these, from the first one on, need not be read again. */
  readonly known: (feed: string, items: StateItems) => number
  /**
   * What the items add up to, for who has read those behind the known ones: `bodies` are theirs. Undefined: others are
   * known by now.
   */
  readonly state: (feed: string, items: StateItems, bodies: readonly Uint8Array[]) => State | undefined
  /**
   * A state has become these items by a commit of `changed`, and nobody looks at it any more: it becomes the state of them.
   * One that was not the last to be answered stays as it is, unless it is all that the items say.
   */
  readonly goOn: (feed: string, state: State, items: StateItems, changed: readonly Entry[]) => void
}

/** The items of a state, in the order in which they add up to it. */
export const listed = ({ base, deltas }: StateItems): readonly string[] => [...base, ...deltas]

/** Nothing is remembered yet. */
export function rememberingFold(): RememberingFold {
  const remembered = new Map<string, Folded>()
  function learn(feed: string, items: StateItems, state: State): void {
    remembered.delete(feed)
    remembered.set(feed, { names: listed(items), bytes: storedBytes(items), state })
    forgetOldest(remembered)
  }
  const lastOf = (feed: string, items: StateItems): Folded | undefined => {
    const last = remembered.get(feed)
    const names = listed(items)
    return last?.names.every((name, at) => name === names[at]) === true ? last : undefined
  }
  return {
    known: (feed, items) => lastOf(feed, items)?.names.length ?? 0,
    goOn(feed, state, items, changed) {
      if (items.deltas.length > 0 && remembered.get(feed)?.state !== state) return
      setAllInPlace(state as Map<ResultKey, Figures>, changed)
      learn(feed, items, state)
    },
    state(feed, items, bodies) {
      const last = lastOf(feed, items)
      if ((last?.names.length ?? 0) + bodies.length !== listed(items).length) return undefined
      remembered.delete(feed)
      const state = last === undefined ? fold(bodies) : foldedOn(last.state, bodies)
      learn(feed, items, state)
      return state
    },
  }
}

function foldedOn(last: State, bodies: readonly Uint8Array[]): State {
  if (bodies.length === 0) return last
  const state = new Map(last)
  for (const body of bodies) foldInto(state, body)
  return state
}

/** The state used last is kept only if there is room for it. */
function forgetOldest(remembered: Map<string, Folded>): void {
  let bytes = 0
  for (const [feed, one] of [...remembered].toReversed()) {
    bytes += one.bytes
    if (bytes > mostBytes) remembered.delete(feed)
  }
}
