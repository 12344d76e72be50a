import type { FeedId, ResultKey } from '../../../engine/model/ids.ts'
import type { Because } from './alarms.ts'
import type { Label } from './labels.ts'
import type { Moment, Recorded } from './replay.ts'
import type { SaidOf } from './said.ts'

/** A recorded series, what is known of it, and what the page says of it. */
export interface Story {
  /** In the page: `minnesota-2020`. */
  readonly id: string
  readonly title: string
  readonly about: string
  /** What no rule can find here, and what limits were chosen on: paragraphs of the page. */
  readonly limits: readonly string[]
  readonly election: string
  readonly recorded: Recorded
  readonly labels: readonly Label[]
  readonly because: Because
  readonly countyPolls: number
  /** What the files that each feed read at a look say, in its own ids, read without the engine. */
  readonly saidAt: (moment: Pick<Moment, 'look' | 'outcomes'>) => ReadonlyMap<FeedId, SaidOf>
  /** What the last file of each feed says. */
  readonly end: ReadonlyMap<FeedId, SaidOf>
  /** What is to be current in the end, in the ids of the election. */
  readonly current: SaidOf
  /** Labels that nothing finds, by name, each with the reason. */
  readonly outOfReach: Readonly<Record<string, string>>
  /** Whether a poll of this look may fail: a look at which the source answers with what no one can read. */
  readonly mayFail: (moment: Pick<Moment, 'look'>) => boolean
}

/** Results of a feed that this moment keeps as they were: some are held, or nothing of it could be read. */
export function keptBack({ held, holds, outcomes }: Moment, feed: FeedId): (key: ResultKey) => boolean {
  const whole = holds.some((one) => one.feed === feed && one.hold.scope.units === undefined)
  const kind = outcomes.get(feed)?.kind
  const isAll = whole || kind === undefined || kind === 'failed'
  const keys = held.get(feed)
  return (key) => isAll || keys?.has(key) === true
}

/** What files say, by the ids of feeds. */
export const byFeed = (
  said: readonly (readonly [feed: string, said: SaidOf])[],
): ReadonlyMap<FeedId, SaidOf> => new Map(said.map(([feed, one]) => [feed as FeedId, one]))
