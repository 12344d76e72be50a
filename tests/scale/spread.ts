import { firingsOf } from '../../engine/deploy/firings.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { phaseOf } from '../../engine/poll/due.ts'
import { tenantId } from './tenants.ts'

/** How the ticks of feeds lie in the minutes of an election night. */
export interface Spread {
  readonly feeds: number
  /** Firings of schedules a minute: the scheduler sends all of a minute within that minute. */
  readonly firings: number
  /** Ticks that become due, in each second of a minute. */
  readonly bySecond: readonly number[]
}

const pace = 15

/** The ticks that a feed is sent in each minute of a night of 15 seconds, by its id alone. */
export function ticksOf(feed: string): readonly number[] {
  const phase = Math.floor(phaseOf(feed as FeedId, pace * 1_000) / 1_000)
  return firingsOf(pace, phase).flatMap(({ ticks }) => ticks)
}

/** So many feeds that are polled every 15 seconds. */
export function spreadOf(feeds: number): Spread {
  const bySecond = Array.from({ length: 60 }, () => 0)
  for (let n = 0; n < feeds; n++) {
    for (const tick of ticksOf(tenantId(n))) bySecond[tick % 60] = (bySecond[tick % 60] ?? 0) + 1
  }
  return { feeds, firings: feeds, bySecond }
}

/** Ticks in the fullest second, and how much more that is than the mean. */
export function fullest({ bySecond }: Spread): {
  readonly most: number
  readonly mean: number
  readonly over: number
} {
  const most = Math.max(...bySecond)
  const mean = bySecond.reduce((sum, one) => sum + one, 0) / bySecond.length
  return { most, mean, over: most / mean - 1 }
}
