import { createHash } from 'node:crypto'
import { canonicalJson } from '../../flow/canonical-json.ts'
import type { FeedId } from '../../model/ids.ts'
import type { Desk } from '../../plan/desk.ts'
import type { Followed } from '../../register/followed-entries.ts'

/** A desk is compiled once, and asked for every few seconds. */
const known = new WeakMap<Desk, Followed>()

/** Everything that a desk says that figures are decided by: of the same files the same, in every process. */
export function followedOf(desk: Desk): Followed {
  const found = known.get(desk)
  if (found !== undefined) return found
  const { sources, expectedVotes, election, crosswalks } = desk
  const made: Followed = {
    sources: digestOf([sources, expectedVotes, election.liesIn ?? {}]),
    crosswalks: Object.fromEntries(
      Object.entries(crosswalks).map(([feed, crosswalk]) => [feed, digestOf(crosswalk)]),
    ),
  }
  known.set(desk, made)
  return made
}

/** Of two desks that were followed at the same time: what both say. */
export function bothOf(one: Followed, other: Followed): Followed {
  const feeds = new Set([...Object.keys(one.crosswalks), ...Object.keys(other.crosswalks)]) as Set<FeedId>
  return {
    sources: one.sources === other.sources ? one.sources : null,
    crosswalks: Object.fromEntries(
      [...feeds].map((feed) => [feed, isSameCrosswalk(one, other, feed) ? one.crosswalks[feed] : null]),
    ) as Followed['crosswalks'],
  }
}

/** Feeds whose ids may read otherwise than they did. */
export const readOtherwise = (kept: Followed | undefined, now: Followed): readonly FeedId[] =>
  ([...new Set([...Object.keys(kept?.crosswalks ?? {}), ...Object.keys(now.crosswalks)])] as FeedId[])
    .filter((feed) => kept === undefined || !isSameCrosswalk(kept, now, feed))
    .toSorted()

const isSameCrosswalk = (one: Followed, other: Followed, feed: FeedId): boolean =>
  crosswalkIn(one, feed) === crosswalkIn(other, feed)

const crosswalkIn = ({ crosswalks }: Followed, feed: FeedId): string | null | undefined =>
  Object.hasOwn(crosswalks, feed) ? crosswalks[feed] : undefined

const digestOf = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 32)
