import { paceWithin } from '../deploy/firings.ts'
import type { FeedId } from '../model/ids.ts'
import type { Schedule } from '../plan/plan.ts'
import { intervalAt } from '../poll/due.ts'
import { epochMilliseconds } from '../time/instant.ts'

/** A span of time in milliseconds since 1970, its end not included. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What a schedule asks for in a span. Parts of polls are counted as parts: over many feeds they add up. */
export interface Polls {
  readonly polls: number
  /** Times that schedules fire: they can not more often than each minute, and send all ticks until the next time at once. */
  readonly fired: number
  /** Words of the feed that it is alive: one a minute at most (`feeds.status`). */
  readonly statuses: number
}

const minute = 60_000
/** Ticks that one firing sends at most. */
const mostTicks = 10

/** Polls of a feed in a span. `every`, in milliseconds, is the interval instead of what the schedule says, where that is longer. */
export function pollsIn(schedule: Schedule, span: Span, every?: number): Polls {
  let polls = 0
  let fired = 0
  let statuses = 0
  for (const { from, to } of pieces(schedule, span)) {
    const asked = Math.min(intervalAt(schedule, from), every ?? Number.POSITIVE_INFINITY)
    const pace = paceWithin(asked / 1_000) * 1_000
    // After so long, ticks lie at the same seconds of a minute again.
    const cycle = (pace * minute) / common(pace, minute)
    polls += (to - from) / pace
    fired += ((to - from) / cycle) * Math.ceil(cycle / pace / mostTicks)
    statuses += (to - from) / Math.max(pace, minute)
  }
  return { polls, fired, statuses }
}

const common = (one: number, other: number): number => (other === 0 ? one : common(other, one % other))

/** A span, cut where another interval may come into force. */
function pieces({ windows }: Schedule, { from, to }: Span): readonly Span[] {
  const edges = windows
    .flatMap((window) => [epochMilliseconds(window.from), epochMilliseconds(window.to)])
    .filter((edge) => edge !== undefined && edge > from && edge < to) as readonly number[]
  const cuts = [from, ...edges.toSorted((one, other) => one - other), to]
  return cuts.slice(1).map((end, index) => ({ from: cuts[index] ?? from, to: end }))
}

/** What an estimate needs to know of a feed. */
export interface CostedFeed {
  readonly feed: FeedId
  readonly schedule: Schedule
  readonly timezone: string
  /** The day of its election, `2026-11-03`. */
  readonly date: string
  readonly size: 'small' | 'large'
  readonly secrets: readonly string[]
}
