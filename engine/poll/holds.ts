import { createHash } from 'node:crypto'
import type { Doubt } from '../check/check.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Hold, Order, Scope } from '../model/hold.ts'
import { contestAndUnit, type FeedId, type ResultKey, type Sha256 } from '../model/ids.ts'
import { bounded, many, maxNamed, mergeDoubts } from './merge-doubts.ts'

/** More groups of one code than this become one hold: the head stays small, and nobody releases hundreds one by one. */
const maxGroups = 64
/** What the holds of a verdict may come to in the head and in the status: beyond it they are merged, and name less. */
const maxBytes = 100_000
/** Of a reason and of a place, in characters. */
const maxText = 500

export interface HoldContext {
  readonly feed: FeedId
  readonly capture: Sha256
  readonly capturedAt: string
  /** Of the last verdict: a hold keeps its id while capture after capture fails for the same reason. */
  readonly holds: readonly Hold[]
  readonly orders: readonly Order[]
}

export interface Held {
  readonly holds: readonly Hold[]
  /** By result, the holds that keep it back. */
  readonly byKey: ReadonlyMap<ResultKey, readonly string[]>
  /** The releases that let doubts pass. */
  readonly releases: readonly Order[]
}

/** Doubts become holds, unless a person has waived that code and group for this very capture. */
export function holdsFrom(doubts: readonly Doubt[], context: HoldContext): Held {
  const releases = new Set<Order>()
  const standing = doubts.filter((doubt) => {
    const release = context.orders.find(
      ({ order, capture, code, group }) =>
        order === 'release' &&
        capture === context.capture &&
        code === doubt.code &&
        (group === doubt.group || group === many),
    )
    if (release !== undefined) releases.add(release)
    return release === undefined
  })
  const byKey = new Map<ResultKey, string[]>()
  const holds = withinBytes(standing, context).map(([doubt, hold]) => {
    for (const key of doubt.keys ?? []) byKey.set(key, [...(byKey.get(key) ?? []), hold.id])
    return hold
  })
  return { holds, byKey, releases: [...releases] }
}

/** Is this result within what a person holds? A unit stands for all that lies in it. */
export function covers(scope: Scope, key: ResultKey): boolean {
  const { contest, unit } = contestAndUnit(key)
  const lies = scope.units?.some((one) => unit === one || unit.startsWith(`${one}/`)) ?? true
  return lies && (scope.contests?.includes(contest) ?? true)
}

type Merged = readonly (readonly [Doubt, Hold])[]

/** The finest of three ways to say it that the head and the status have room for. */
function withinBytes(doubts: readonly Doubt[], context: HoldContext): Merged {
  const held = (groups: number): Merged =>
    mergeDoubts(doubts, groups).map((doubt) => [doubt, holdOf(doubt, context)] as const)
  const fits = (merged: Merged): boolean =>
    merged.reduce((bytes, [, hold]) => bytes + Buffer.byteLength(JSON.stringify(hold)), 0) <= maxBytes
  const fine = held(maxGroups)
  if (fits(fine)) return fine
  const coarse = held(1)
  if (fits(coarse)) return coarse
  return coarse.map(([doubt]) => [doubt, holdOf({ ...doubt, scope: {}, evidence: [] }, context)])
}

function holdOf(doubt: Doubt, { feed, capture, capturedAt, holds }: HoldContext): Hold {
  const { code, group, due, evidence } = doubt
  const before = holds.find((hold) => hold.by === undefined && hold.code === code && hold.group === group)
  return {
    id: before?.id ?? idOf([feed, code, group, capture, capturedAt]),
    code,
    group,
    scope: bounded(doubt.scope),
    reason: doubt.reason.slice(0, maxText),
    hint: doubt.hint ?? hintOf(code, doubt.reason),
    ...(evidence === undefined ? {} : { evidence: evidence.slice(0, maxNamed) }),
    results: doubt.keys?.length ?? 0,
    places: (doubt.places ?? []).slice(0, 5).map((place) => place.slice(0, maxText)),
    capture,
    since: before?.since ?? capturedAt,
    ...(due === undefined ? {} : { due }),
  }
}

/** Checks give reasons; what to do about them stands in the catalogue. */
const hintOf = (code: Doubt['code'], reason: string): string =>
  feedError(code as 'CHECK_FALL', { reason }).hint

/** Short enough to say on the telephone. */
export const idOf = (parts: readonly string[]): string =>
  `h-${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 8)}`
