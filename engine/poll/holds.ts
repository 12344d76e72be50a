import { createHash } from 'node:crypto'
import type { Doubt } from '../check/check.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Hold, Order, Scope } from '../model/hold.ts'
import { contestAndUnit, type FeedId, type ResultKey, type Sha256 } from '../model/ids.ts'

/** More groups of one code than this become one hold: the head stays small, and nobody releases hundreds one by one. */
const maxGroups = 64
/** More names than this in a scope, and it covers the whole feed: a member marks too much as stale rather than too little. */
const maxNamed = 100

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
        order === 'release' && capture === context.capture && code === doubt.code && group === doubt.group,
    )
    if (release !== undefined) releases.add(release)
    return release === undefined
  })
  const byKey = new Map<ResultKey, string[]>()
  const holds = merged(standing).map((doubt) => {
    const hold = holdOf(doubt, context)
    for (const key of doubt.keys ?? []) byKey.set(key, [...(byKey.get(key) ?? []), hold.id])
    return hold
  })
  return { holds, byKey, releases: [...releases] }
}

/** Is this result within what a hold covers? */
export function covers(scope: Scope, key: ResultKey): boolean {
  const { contest, unit } = contestAndUnit(key)
  return (scope.units?.includes(unit) ?? true) && (scope.contests?.includes(contest) ?? true)
}

/** One doubt per code and group; one per code where there are too many groups. */
function merged(doubts: readonly Doubt[]): readonly Doubt[] {
  const byCode = Map.groupBy(doubts, ({ code }) => code)
  return [...byCode.values()].flatMap((ofCode) => {
    const byGroup = [...Map.groupBy(ofCode, ({ group }) => group).values()]
    if (byGroup.length <= maxGroups) return byGroup.map(together)
    const [first, ...rest] = byGroup.map(together)
    if (first === undefined) return []
    const all = together([first, ...rest])
    return [{ ...all, group: 'many', reason: `${byGroup.length} times: ${first.reason}, and others` }]
  })
}

function together(doubts: readonly Doubt[]): Doubt {
  const [first, ...rest] = doubts
  if (first === undefined) throw new Error('no doubt to merge')
  if (rest.length === 0) return first
  const all = doubts.every(({ keys }) => keys !== undefined)
  const evidence = unique(doubts.map(({ evidence: shown }) => shown ?? []))
  return {
    ...first,
    keys: all ? unique(doubts.map(({ keys }) => keys ?? [])) : undefined,
    scope: widest(doubts.map(({ scope }) => scope)),
    reason:
      rest.length === 1 ? `${first.reason}; ${rest[0]?.reason}` : `${first.reason}, and ${rest.length} more`,
    places: unique(doubts.map(({ places }) => places ?? [])).slice(0, 5),
    ...(evidence.length > 0 ? { evidence } : {}),
  }
}

function widest(scopes: readonly Scope[]): Scope {
  const some = (pick: (scope: Scope) => readonly string[] | undefined): readonly string[] | undefined =>
    scopes.every((scope) => pick(scope) !== undefined)
      ? unique(scopes.map((scope) => pick(scope) ?? []))
      : undefined
  return bounded(
    some(({ units }) => units),
    some(({ contests }) => contests),
  )
}

function bounded(units: readonly string[] | undefined, contests: readonly string[] | undefined): Scope {
  return {
    ...(units === undefined || units.length > maxNamed ? {} : { units }),
    ...(contests === undefined || contests.length > maxNamed ? {} : { contests }),
  }
}

const unique = <Item>(lists: readonly (readonly Item[])[]): readonly Item[] => [...new Set(lists.flat())]

function holdOf(doubt: Doubt, { feed, capture, capturedAt, holds }: HoldContext): Hold {
  const { code, group, due, evidence } = doubt
  const before = holds.find((hold) => hold.by === undefined && hold.code === code && hold.group === group)
  return {
    id: before?.id ?? idOf([feed, code, group, capture, capturedAt]),
    code,
    group,
    scope: bounded(doubt.scope.units, doubt.scope.contests),
    reason: doubt.reason,
    hint: doubt.hint ?? hintOf(code, doubt.reason),
    ...(evidence === undefined ? {} : { evidence }),
    results: doubt.keys?.length ?? 0,
    places: (doubt.places ?? []).slice(0, 5),
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
