/** A figure that functions write beside their work, for alarms and for people. */
export interface Metric {
  readonly unit: 'Count' | 'Seconds'
  /** Who writes it: a poller with every invocation, the watch and each consumer once a minute. */
  readonly by: 'poller' | 'watch' | 'consumer'
  /** How the figures of several lines belong together; of pollers and consumers they are summed up. */
  readonly statistic: 'Sum' | 'Maximum' | 'Average'
  /** One figure for each consumer group, with the dimension `Group`. */
  readonly perGroup?: true
  /** What it counts, in one sentence. */
  readonly says: string
}

/** Where they are found. Every one has the dimension `Stage`, as `CANVASS_STAGE` says. */
export const metricNamespace = 'Canvass'

/**
 * Every metric there is. None is of one feed: their number, and so their price, does not grow with the feeds. Which feed
 * it is, `feed status` says.
 */
export const metrics = {
  PollsEnded: {
    unit: 'Count',
    by: 'poller',
    statistic: 'Sum',
    says: 'Polls that had their feed and ended, whatever they came to.',
  },
  PollsFailed: {
    unit: 'Count',
    by: 'poller',
    statistic: 'Sum',
    says: 'Those of them that failed with a coded error; the last good figures stay.',
  },
  PollsSkipped: {
    unit: 'Count',
    by: 'poller',
    statistic: 'Sum',
    says: 'Polls that did not begin, since another poll or a newer deployment has the feed.',
  },
  TicksCoalesced: {
    unit: 'Count',
    by: 'poller',
    statistic: 'Sum',
    says: 'Ticks without a poll of their own: that of a later one is theirs, or they waited longer than their pace.',
  },
  PollsUnpublished: {
    unit: 'Count',
    by: 'poller',
    statistic: 'Sum',
    says: 'Polls that left something committed that is not in the log; the next one publishes it.',
  },
  PollsPublished: {
    unit: 'Count',
    by: 'poller',
    statistic: 'Sum',
    says: 'Polls that published changes.',
  },
  ChangesPublished: {
    unit: 'Count',
    by: 'poller',
    statistic: 'Sum',
    says: 'Changes of results that polls published.',
  },
  PollSeconds: {
    unit: 'Seconds',
    by: 'poller',
    statistic: 'Maximum',
    says: 'How long a poll took, skipped ones left out.',
  },
  LiveFeeds: {
    unit: 'Count',
    by: 'watch',
    statistic: 'Maximum',
    says: 'Feeds that are to be polled; missing means that nobody watches.',
  },
  StaleFeeds: {
    unit: 'Count',
    by: 'watch',
    statistic: 'Maximum',
    says: 'Live feeds that were not checked in time, did not change in time, or whose state can not be read.',
  },
  NewFeeds: {
    unit: 'Count',
    by: 'watch',
    statistic: 'Maximum',
    says: 'Live feeds that no poll has ever checked.',
  },
  FailingFeeds: {
    unit: 'Count',
    by: 'watch',
    statistic: 'Maximum',
    says: 'Live feeds whose newest poll failed.',
  },
  UnpublishedFeeds: {
    unit: 'Count',
    by: 'watch',
    statistic: 'Maximum',
    says: 'Feeds with committed changes that are not in the log, and that no poll has at the moment.',
  },
  HeldFeeds: {
    unit: 'Count',
    by: 'watch',
    statistic: 'Maximum',
    says: 'Feeds with a hold that waits for a person; holds that end by themselves at a time are left out.',
  },
  HeldResults: {
    unit: 'Count',
    by: 'watch',
    statistic: 'Maximum',
    says: 'Results that those holds keep back.',
  },
  OldestHoldMinutes: {
    unit: 'Count',
    by: 'watch',
    statistic: 'Maximum',
    says: 'Age in minutes of the oldest of those holds that a check made; 0 without any.',
  },
  ConsumerLag: {
    unit: 'Count',
    by: 'watch',
    statistic: 'Maximum',
    perGroup: true,
    says: 'Messages that are published and that the consumer group has not settled.',
  },
  DeadLetters: {
    unit: 'Count',
    by: 'watch',
    statistic: 'Maximum',
    says: 'Messages that no processor could process and that nobody has replayed since.',
  },
  FeedsWithGaps: {
    unit: 'Count',
    by: 'watch',
    statistic: 'Maximum',
    says: 'Feeds of which consumers have missed messages.',
  },
  WatchTrouble: {
    unit: 'Count',
    by: 'watch',
    statistic: 'Maximum',
    says: 'Questions of the watch that a store did not answer: their figures are missing.',
  },
  ConsumerTicks: {
    unit: 'Count',
    by: 'consumer',
    statistic: 'Sum',
    says: 'Times that a consumer did all that time alone had made due.',
  },
  ConsumerTicksFailed: {
    unit: 'Count',
    by: 'consumer',
    statistic: 'Sum',
    says: 'Times that something of it failed; it is tried again, a minute later at most.',
  },
} as const satisfies Readonly<Record<string, Metric>>

export type MetricName = keyof typeof metrics
