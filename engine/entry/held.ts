import type { Archive } from '../archive/archive.ts'
import type { FeedError } from '../errors/feed-error.ts'
import type { Head } from '../model/head.ts'
import type { HeldResult, Hold } from '../model/hold.ts'
import type { FeedId, ResultKey } from '../model/ids.ts'
import { readHeld } from '../poll/changeset.ts'
import { covers } from '../poll/holds.ts'
import type { StateStore } from '../state/store.ts'
import { holdEnd } from './hold-end.ts'
import { peekHead } from './peek-head.ts'

/** A hold and what it keeps back, figure by figure. */
export interface HoldShown {
  readonly feed: FeedId
  readonly hold: Hold
  readonly results: readonly HeldResult[]
  /** What ends it, where nobody can release it. */
  readonly end: string | undefined
}

/** What of a feed is held, and which of its standing figures are stale for it. */
export interface FeedHeld {
  readonly holds: readonly HoldShown[]
  /** The hold that makes this figure stale. Undefined: it is what its source last said. */
  staleBy(key: ResultKey): Hold | undefined
  /** Results that stand and are stale. */
  readonly stale: number
}

/** Read from the archive, by what the head says. */
export async function heldOf(
  feed: FeedId,
  head: Head,
  archive: Archive,
  signal: AbortSignal,
): Promise<FeedHeld> {
  const held = await readHeld(archive, head.held, signal)
  const holds = head.holds.map((hold) => ({
    feed,
    hold,
    results: held.filter(({ holds: by }) => by.includes(hold.id)),
    end: holdEnd(feed, hold, head),
  }))
  const whole = head.holds.find(isWhole)
  const byKey = new Map(held.map((one) => [one.key, one]))
  const named = (ids: readonly string[]) => head.holds.find(({ id }) => ids.includes(id))
  const stands = held.filter(({ before }) => before !== undefined && before.gone === undefined)
  return {
    holds,
    stale: whole === undefined ? stands.length : head.results,
    staleBy: (key) =>
      whole ?? named(byKey.get(key)?.holds ?? []) ?? head.holds.find((hold) => isByPerson(hold, key)),
  }
}

/** Nothing of the newest capture could be used: every figure of the feed is as old as the one before. */
export const isWhole = ({ by, results }: Hold): boolean => by === undefined && results === 0

const isByPerson = ({ by, scope }: Hold, key: ResultKey): boolean => by !== undefined && covers(scope, key)

/** The holds of all feeds, or of these. `damaged` is told of a feed whose holds can not be read. */
export async function* holdsOf(
  { state, archive }: { readonly state: StateStore; readonly archive: Archive },
  feeds: ReadonlySet<string>,
  damaged: (damage: FeedError) => void,
  signal: AbortSignal,
): AsyncIterable<HoldShown> {
  for await (const feed of state.feeds(signal)) {
    if (feeds.size > 0 && !feeds.has(feed)) continue
    const { head, damage } = await peekHead(feed, state, signal)
    if (damage !== undefined) damaged(damage)
    if (head !== undefined && head.holds.length > 0) yield* (await heldOf(feed, head, archive, signal)).holds
  }
}
