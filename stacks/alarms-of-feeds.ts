import type { DeployedFeed } from '../engine/deploy/deployment.ts'
import { largest, ours, type Wanted } from './alarm.ts'

/** All that read what feeds publish; a test compares them with the routes. */
export const consumerGroups = ['tally', 'keep-status', 'export', 'tell'] as const

const minute = { periodSeconds: 60 } as const
/** Of few feeds, one that fails is a large part of them: at least three, and a fifth. */
const many = (some: string): string => `IF(${some} >= 3 AND ${some} >= 0.2 * live, 1, 0)`
/** Where a quarter of the ticks come to nothing, feeds are polled a third further apart than their specs say. */
const missed = 'coalesced + skipped'

/** Alarms about feeds and what becomes of their figures. `stage` is the dimension of their metrics. */
export function alarmsOfFeeds(feeds: readonly DeployedFeed[], stage: string): readonly Wanted[] {
  const live = ours('LiveFeeds', stage, 'Maximum')
  const stale = ours('StaleFeeds', stage, 'Maximum')
  const held = ours('HeldFeeds', stage, 'Maximum')
  const [ended, failed, published] = (['PollsEnded', 'PollsFailed', 'PollsPublished'] as const).map((name) =>
    ours(name, stage, 'Sum'),
  )
  if (ended === undefined || failed === undefined || published === undefined)
    throw new Error('three are three')
  const lags = consumerGroups.map((group) => ours('ConsumerLag', stage, 'Maximum', group))
  const lag = largest(lags)
  const hours = slowestHours(feeds)
  return [
    {
      does: 'Find out why nothing is polled',
      about: 'No poll of any feed has ended for longer than the feeds are polled apart. Figures stand still.',
      severity: 'page',
      series: { ended },
      from: 1,
      isBelow: true,
      ...spanWithout(feeds),
      silenceRings: true,
      isMuted: !feeds.some(({ status }) => status === 'live'),
    },
    {
      does: 'Find out why nobody watches',
      about: 'The watch says nothing. Until it does, no alarm about feeds, holds and lag can ring.',
      severity: 'page',
      series: { live: { ...live, stat: 'SampleCount' } },
      from: 1,
      isBelow: true,
      ...minute,
      periods: 5,
      silenceRings: true,
    },
    {
      does: 'Find out why many feeds are stale',
      about:
        'A fifth of the live feeds, and at least three, were not checked in time or did not change in time.',
      severity: 'page',
      series: { stale, live },
      expression: many('stale'),
      from: 1,
      ...minute,
      periods: 2,
    },
    {
      does: 'Look at the feeds that are stale',
      about: 'A live feed was not checked in time, did not change in time, or its state can not be read.',
      severity: 'look',
      series: { stale },
      from: 1,
      ...minute,
      periods: 5,
    },
    {
      does: 'Look at the feeds that were never polled',
      about: 'A live feed has waited for its first poll for longer than feeds are polled apart.',
      severity: 'look',
      series: { fresh: ours('NewFeeds', stage, 'Minimum') },
      from: 1,
      periodSeconds: 3_600,
      periods: hours,
    },
    {
      does: 'Find out why polls fail',
      about: 'A quarter of the polls of ten minutes, and at least ten, ended in an error.',
      severity: 'page',
      series: { failed, ended },
      expression: 'IF(failed >= 5 AND failed >= 0.25 * ended, 1, 0)',
      from: 1,
      periodSeconds: 300,
      periods: 2,
    },
    {
      does: 'Find out why ticks come to no poll',
      about:
        'For ten minutes a quarter of the ticks, and at least ten, were too late, or found their feed taken.',
      severity: 'look',
      series: {
        coalesced: ours('TicksCoalesced', stage, 'Sum'),
        skipped: ours('PollsSkipped', stage, 'Sum'),
        ended,
      },
      expression: `IF(${missed} >= 5 AND ${missed} >= 0.25 * (${missed} + ended), 1, 0)`,
      from: 1,
      periodSeconds: 300,
      periods: 2,
    },
    {
      does: 'Decide on the holds that wait',
      about:
        'A hold of a check has waited for a person for a quarter of an hour. Its last good figures stand meanwhile.',
      severity: 'page',
      series: { age: ours('OldestHoldMinutes', stage, 'Maximum') },
      from: 15,
      ...minute,
      periods: 1,
    },
    {
      does: 'Find out why many feeds are held',
      about:
        'A fifth of the live feeds, and at least three, are held at the same time: a vendor, or a defect.',
      severity: 'page',
      series: { held, live },
      expression: many('held'),
      from: 1,
      ...minute,
      periods: 2,
    },
    {
      does: 'Get committed figures published',
      about:
        'A feed has committed figures that are not in the log, and the next polls did not bring them there.',
      severity: 'page',
      series: { unpublished: ours('UnpublishedFeeds', stage, 'Maximum') },
      from: 1,
      ...minute,
      periods: 5,
    },
    {
      does: 'Find out why consumers do not keep up',
      about: 'More than 10,000 messages of one group have waited for ten minutes.',
      severity: 'page',
      ...lag,
      from: 10_000,
      ...minute,
      periods: 10,
    },
    {
      does: 'Find out why what is due is not done',
      about:
        'For ten minutes no consumer has done what time alone makes due: exports, silent feeds, overrides that end, alerts that wait.',
      severity: 'page',
      series: { done: ours('ConsumerTicks', stage, 'Sum') },
      from: 1,
      isBelow: true,
      ...minute,
      periods: 10,
      silenceRings: true,
    },
    {
      does: 'Find out what messages wait for',
      about: 'Messages have waited for a quarter of an hour, though nothing new was published.',
      severity: 'look',
      series: { ...lag.series, published },
      expression: `IF(${lag.expression} > 0 AND FILL(published, 0) < 1, 1, 0)`,
      from: 1,
      ...minute,
      periods: 15,
    },
    {
      does: 'Look at the dead letters',
      about: 'A message could not be processed, and nobody has replayed it.',
      severity: 'look',
      series: { dead: ours('DeadLetters', stage, 'Maximum') },
      from: 1,
      ...minute,
      periods: 1,
    },
    {
      does: 'Fill the gaps that stay',
      about:
        'Consumers have missed messages of a feed, and could not fill the gap from the archive by themselves.',
      severity: 'look',
      series: { gaps: ours('FeedsWithGaps', stage, 'Maximum') },
      from: 1,
      ...minute,
      periods: 15,
    },
    {
      does: 'Look at what the watch can not see',
      about:
        'A store has not answered the watch for five minutes: some figures, and alarms about them, are missing.',
      severity: 'look',
      series: { trouble: ours('WatchTrouble', stage, 'Maximum') },
      from: 1,
      ...minute,
      periods: 5,
    },
  ]
}

/** Seconds that live feeds are polled apart when they are polled least often. */
const slowest = (feeds: readonly DeployedFeed[]): readonly number[] =>
  feeds
    .filter(({ status }) => status === 'live')
    .map(({ schedules }) => Math.max(...schedules.map(({ everySeconds }) => everySeconds)))

/**
 * Of the feed that is polled most often twice the time between two polls, five minutes at least: at any time one of its polls
 * ends in it. In minutes, up to half a day; in hours beyond.
 */
function spanWithout(feeds: readonly DeployedFeed[]): Pick<Wanted, 'periodSeconds' | 'periods'> {
  const seconds = Math.max(300, 2 * Math.min(...slowest(feeds), 43_200))
  const periodSeconds = seconds > 43_200 ? 3_600 : 60
  return { periodSeconds, periods: Math.ceil(seconds / periodSeconds) }
}

/** Longer than twice the time between two polls: of feeds that are polled each hour three hours, else two days. */
const slowestHours = (feeds: readonly DeployedFeed[]): number =>
  Math.max(0, ...slowest(feeds)) <= 3_600 ? 3 : 48
