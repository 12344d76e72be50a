import type { Hold } from '../model/hold.ts'
import type { FeedId } from '../model/ids.ts'
import { epochMilliseconds } from '../time/instant.ts'
import type { Lifting } from './scene.ts'

/** A hold over its whole life. */
export interface LoggedHold {
  readonly feed: FeedId
  /** As it was placed: the reason in the figures of its first capture. */
  readonly hold: Hold
  /** The most results that it kept back. */
  results: number
  readonly from: string
  /** Null: it still stands. */
  until: string | null
  how: Lifting | null
}

/** Follows the holds of feeds from verdict to verdict. */
export interface HoldLog {
  readonly all: readonly LoggedHold[]
  /** What a feed holds already when one begins to look. */
  begin(feed: FeedId, holds: readonly Hold[]): void
  /** Has the hour come for which a hold of the feed was waiting? */
  areDue(feed: FeedId, now: Date): boolean
  /** What a feed holds from this moment on. Answers with what is new and what has ended. */
  seen(
    feed: FeedId,
    holds: readonly Hold[],
    at: string,
    how: (hold: string) => Lifting,
  ): { readonly placed: readonly Hold[]; readonly lifted: readonly LoggedHold[] }
}

const isDue = ({ due }: Hold, now: Date): boolean =>
  due !== undefined && (epochMilliseconds(due) ?? 0) <= now.getTime()

/** A log that has seen nothing yet. */
export function holdLog(): HoldLog {
  const all: LoggedHold[] = []
  return {
    all,
    begin(feed, holds) {
      for (const hold of holds)
        all.push({ feed, hold, results: hold.results, from: hold.since, until: null, how: null })
    },
    areDue: (feed, now) =>
      all.some(({ feed: of, until, hold }) => of === feed && until === null && isDue(hold, now)),
    seen(feed, holds, at, how) {
      const standing = all.filter((one) => one.feed === feed && one.until === null)
      const now = new Map(holds.map((hold) => [hold.id, hold]))
      const lifted = standing.filter(({ hold }) => !now.has(hold.id))
      for (const one of lifted) {
        one.until = at
        one.how = how(one.hold.id)
      }
      for (const one of standing) one.results = Math.max(one.results, now.get(one.hold.id)?.results ?? 0)
      const known = new Set(standing.map(({ hold }) => hold.id))
      const placed = holds.filter(({ id }) => !known.has(id))
      for (const hold of placed)
        all.push({ feed, hold, results: hold.results, from: at, until: null, how: null })
      return { placed, lifted }
    },
  }
}
