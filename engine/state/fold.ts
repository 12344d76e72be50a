import { zstdDecompressSync } from 'node:zlib'
import type { ResultKey } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'
import type { Entry } from './layout.ts'

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

/** What bodies came to when they were folded last. */
interface Folded {
  readonly bodies: readonly Uint8Array[]
  readonly bytes: number
  readonly state: State
}

/** Bytes as stored: about ten times as many are held. */
const mostBytes = 8_000_000

/** Folds the states of feeds again and again. Nobody else may change what it answers. */
export interface RememberingFold {
  /** As `fold`: bodies that are, byte by byte, those of the last time are not unpacked again, and what came behind them is added. */
  readonly state: (feed: string, bodies: readonly Uint8Array[]) => State
  /** What these bodies come to, for who has just made them of it. */
  readonly learn: (feed: string, bodies: readonly Uint8Array[], state: State) => void
  /**
   * Bodies of `changed` were put behind those of a state that was answered, and nobody looks at that any more: it becomes
   * the state of all of them. One that was not the last to be answered stays as it is.
   */
  readonly goOn: (
    feed: string,
    state: State,
    added: { readonly bodies: readonly Uint8Array[]; readonly changed: readonly Entry[] },
  ) => void
}

/** Nothing is remembered yet. */
export function rememberingFold(): RememberingFold {
  const known = new Map<string, Folded>()
  function learn(feed: string, bodies: readonly Uint8Array[], state: State): void {
    known.delete(feed)
    const bytes = bodies.reduce((sum, body) => sum + body.byteLength, 0)
    known.set(feed, { bodies, bytes, state })
    forgetOldest(known)
  }
  return {
    learn,
    goOn(feed, state, { bodies, changed }) {
      const last = known.get(feed)
      if (last?.state !== state) return
      known.delete(feed)
      const whole = last.state as Map<ResultKey, Figures>
      for (const [key, figures] of changed) whole.set(key, figures)
      learn(feed, [...last.bodies, ...bodies], whole)
    },
    state(feed, bodies) {
      const last = known.get(feed)
      known.delete(feed)
      if (last === undefined || !beginsWith(bodies, last.bodies)) {
        const state = fold(bodies)
        learn(feed, bodies, state)
        return state
      }
      const state = foldedOn(last, bodies)
      // Those of the last time: others that are old when they are let go wait for the whole heap to be looked through.
      learn(feed, [...last.bodies, ...bodies.slice(last.bodies.length)], state)
      return state
    },
  }
}

function foldedOn(last: Folded, bodies: readonly Uint8Array[]): State {
  if (bodies.length === last.bodies.length) return last.state
  const state = new Map(last.state)
  for (const body of bodies.slice(last.bodies.length)) foldInto(state, body)
  return state
}

const beginsWith = (bodies: readonly Uint8Array[], others: readonly Uint8Array[]): boolean =>
  others.length <= bodies.length &&
  others.every((other, at) => Buffer.compare(other, bodies[at] as Uint8Array) === 0)

/** The state used last is kept only if there is room for it. */
function forgetOldest(known: Map<string, Folded>): void {
  let bytes = 0
  for (const [feed, one] of [...known].toReversed()) {
    bytes += one.bytes
    if (bytes > mostBytes) known.delete(feed)
  }
}
