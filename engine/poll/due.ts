import { createHash } from 'node:crypto'
import type { FeedId } from '../model/ids.ts'
import type { Schedule, Window } from '../plan/plan.ts'
import { epochMilliseconds } from '../time/instant.ts'

/**
 * The moment at which a feed is to be polled next: the first tick after its last poll. What lies in the past is due now;
 * a row of missed ticks is one poll. A feed that was never polled is due now. All moments are milliseconds since 1970.
 *
 * Ticks lie on a grid of the interval that is in force, moved by the feed's own phase: feeds of one interval spread
 * over it, and a restart changes nothing.
 */
export function nextDue(feed: FeedId, schedule: Schedule, last: number | undefined, now: number): number {
  if (last === undefined) return now
  let from = last
  for (const edge of edgesAfter(schedule, last)) {
    const tick = tickFrom(feed, intervalAt(schedule, from), from === last ? last + 1 : from)
    if (tick < edge) return tick
    from = edge
  }
  return tickFrom(feed, intervalAt(schedule, from), from === last ? last + 1 : from)
}

/** The interval in force at a moment: the shortest of the windows that are open then, else the usual one. */
export function intervalAt(schedule: Schedule, moment: number): number {
  const open = openWindows(schedule, moment).map(({ everyMilliseconds }) => everyMilliseconds)
  return open.length === 0 ? schedule.everyMilliseconds : Math.min(...open)
}

/** The windows that are open at a moment: from their beginning, and no longer at their end. */
export function openWindows({ windows }: Schedule, moment: number): readonly Window[] {
  return windows.filter(({ from, to }) => instant(from) <= moment && moment < instant(to))
}

/** Moments at which another interval may come into force, in order. */
function edgesAfter({ windows }: Schedule, moment: number): readonly number[] {
  return windows
    .flatMap(({ from, to }) => [instant(from), instant(to)])
    .filter((edge) => edge > moment)
    .toSorted((one, other) => one - other)
}

/** The first tick at or after a moment. */
function tickFrom(feed: FeedId, interval: number, moment: number): number {
  const phase = phaseOf(feed, interval)
  return Math.ceil((moment - phase) / interval) * interval + phase
}

/** From zero to just below the interval, decided by the id alone. */
export function phaseOf(feed: FeedId, interval: number): number {
  const hash = createHash('sha256').update(feed).digest()
  return Math.floor((hash.readUInt32BE(0) / 2 ** 32) * interval)
}

function instant(iso: string): number {
  const found = epochMilliseconds(iso)
  if (found === undefined) throw new Error(`a window begins or ends at "${iso}", which is no instant`)
  return found
}
