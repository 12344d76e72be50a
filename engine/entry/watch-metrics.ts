import type { Hold } from '../model/hold.ts'
import { epochMilliseconds } from '../time/instant.ts'
import { type MetricValues, metricLine } from '../trace/metric-line.ts'
import type { FeedHealth } from './health.ts'
import type { WatchFacts } from './watch-facts.ts'

/** What the watch has seen, as the lines of metrics that it writes: one for all, and one for each consumer group. */
export function watchMetrics(
  { at, feeds, lags, dead, gaps, troubles }: WatchFacts,
  stage: string,
): readonly string[] {
  const all: MetricValues = {
    ...(feeds !== undefined && feedFigures(feeds, at)),
    ...(dead !== undefined && { DeadLetters: dead }),
    ...(gaps !== undefined && { FeedsWithGaps: gaps }),
    WatchTrouble: troubles.length,
  }
  const byGroup = [...(lags ?? [])].map(([group, lag]) =>
    metricLine({ ConsumerLag: lag }, { at, stage, group }),
  )
  return [metricLine(all, { at, stage }), ...byGroup]
}

function feedFigures(feeds: readonly FeedHealth[], at: Date): MetricValues {
  const live = feeds.filter(({ word }) => word !== 'paused' && word !== 'draft')
  const holds = feeds.map((feed) => feed.holds.filter((hold) => waitsForPerson(hold, at))).filter(isSome)
  const held = holds.flat()
  const byChecks = held.filter(({ by }) => by === undefined)
  return {
    LiveFeeds: live.length,
    StaleFeeds: live.filter((feed) => !feed.isFresh && !isNew(feed)).length,
    NewFeeds: live.filter(isNew).length,
    FailingFeeds: live.filter(({ failedFor }) => failedFor !== null).length,
    UnpublishedFeeds: feeds.filter(({ pending, lease }) => pending && lease === null).length,
    HeldFeeds: holds.length,
    HeldResults: held.reduce((sum, { results }) => sum + results, 0),
    OldestHoldMinutes: byChecks.reduce((most, { since }) => Math.max(most, minutesSince(since, at)), 0),
  }
}

const isSome = ({ length }: readonly unknown[]): boolean => length > 0
const isNew = ({ word, checkedAt }: FeedHealth): boolean => word !== 'damaged' && checkedAt === null

/** One that ends by itself at a moment to come, such as the closing of polls, waits for nobody. */
const waitsForPerson = ({ due }: Hold, at: Date): boolean =>
  due === undefined || (epochMilliseconds(due) ?? 0) <= at.getTime()

const minutesSince = (since: string, at: Date): number =>
  Math.floor((at.getTime() - (epochMilliseconds(since) ?? at.getTime())) / 60_000)
