import type { Plan } from '../plan/plan.ts'
import { intervalAt } from '../poll/due.ts'
import type { Night, Stream } from './night.ts'
import { wantedOf } from './wanted.ts'

/** A little longer than the last poll may take. Milliseconds. */
const rest = 60_000

export interface Span {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

/** From the moment at which every server has something to show until everything shown has been polled. */
export function spanOf(plans: readonly Plan[], night: Night): Span {
  const streams = plans.flatMap((plan) => wantedOf(plan, night).map(({ stream }) => stream))
  const from = Math.max(...streams.map(({ showings }) => showings[0]?.at ?? 0))
  const last = Math.max(...streams.map(({ showings }) => showings.at(-1)?.at ?? 0))
  const pause = Math.max(...plans.map(({ schedule }) => intervalAt(schedule, last)))
  return { from, to: last + pause + rest }
}

/** A little more of the same night, after the last check: the servers show what they showed at its end. */
export function spanAfter(plans: readonly Plan[], { to }: Span, lastCheck: number): Span {
  const from = Math.max(to, lastCheck)
  const pause = Math.max(...plans.map(({ schedule }) => intervalAt(schedule, from)))
  return { from, to: from + pause + rest }
}

/** The moments at which something new is shown to a feed, within the span. */
export function momentsOf(streams: readonly Stream[], { from }: Span): readonly number[] {
  const moments = streams.flatMap(({ showings }) => showings.map(({ at }) => at))
  return [...new Set(moments)].filter((at) => at >= from).toSorted((one, other) => one - other)
}
