import { epochMilliseconds } from '../time/instant.ts'
import { zonedTime } from '../time/zone.ts'
import type { Assumed } from './assumptions.ts'
import { type CostedFeed, type Polls, pollsIn, type Span } from './polls-in.ts'

/** The night is twelve hours, the month 730, both from the evening of the election on. */
export const nightHours = 12
export const monthHours = 730
const hour = 3_600_000
const evening = '18:00'

/** What is asked of the services in a span of time, all feeds together. */
export interface Workload {
  readonly hours: number
  readonly feeds: number
  readonly polls: number
  /** Of them, those of feeds that need the large poller. */
  readonly largePolls: number
  readonly fired: number
  readonly statuses: number
  /** Polls that publish. */
  readonly updates: number
  readonly changes: number
  readonly secrets: number
}

export interface WorkloadOptions {
  /** The interval of polls in the night, in milliseconds, where the schedules have a longer one. */
  readonly every?: number
  /** So many feeds like these, instead of these. */
  readonly feeds?: number
}

/** The same time, with nothing polled. */
export const idleOf = ({ hours }: Workload): Workload => ({
  hours,
  feeds: 0,
  polls: 0,
  largePolls: 0,
  fired: 0,
  statuses: 0,
  updates: 0,
  changes: 0,
  secrets: 0,
})

/** The night of an election: what is asked for from the evening of its day to the morning. */
export function nightOf(
  feeds: readonly CostedFeed[],
  assumed: Assumed,
  { every, feeds: many }: WorkloadOptions,
): Workload {
  const each = feeds.map((feed) => pollsIn(feed.schedule, spanOf(feed, 0, nightHours), every))
  return scaled(feeds, each, { hours: nightHours, updates: assumed['updates-per-night'] }, assumed, many)
}

/** The month that begins with that night. */
export function monthOf(feeds: readonly CostedFeed[], assumed: Assumed, options: WorkloadOptions): Workload {
  const night = nightOf(feeds, assumed, options)
  const each = feeds.map((feed) => pollsIn(feed.schedule, spanOf(feed, nightHours, monthHours)))
  const hours = monthHours - nightHours
  const updates = (assumed['updates-per-day'] * hours) / 24
  const rest = scaled(feeds, each, { hours, updates }, assumed, options.feeds)
  return {
    hours: monthHours,
    feeds: night.feeds,
    polls: night.polls + rest.polls,
    largePolls: night.largePolls + rest.largePolls,
    fired: night.fired + rest.fired,
    statuses: night.statuses + rest.statuses,
    updates: night.updates + rest.updates,
    changes: night.changes + rest.changes,
    secrets: night.secrets,
  }
}

/** Hours after the evening of the election's day, where the feed is. */
function spanOf({ date, timezone }: CostedFeed, fromHour: number, toHour: number): Span {
  const start = epochMilliseconds(zonedTime(`${date} ${evening}`, timezone) ?? '')
  if (start === undefined) throw new Error(`there is no evening of ${date} in ${timezone}`)
  return { from: start + fromHour * hour, to: start + toHour * hour }
}

function scaled(
  feeds: readonly CostedFeed[],
  each: readonly Polls[],
  { hours, updates }: { readonly hours: number; readonly updates: number },
  assumed: Assumed,
  many: number = feeds.length,
): Workload {
  const factor = feeds.length === 0 ? 0 : many / feeds.length
  const sum = (read: (polls: Polls, index: number) => number): number =>
    Math.round(each.reduce((all, polls, index) => all + read(polls, index), 0) * factor)
  const polls = sum(({ polls: own }) => own)
  // A feed can say nothing new more often than it is polled.
  const published = sum(({ polls: own }) => Math.min(own, updates))
  return {
    hours,
    feeds: Math.round(feeds.length * factor),
    polls,
    largePolls: sum(({ polls: own }, index) => (feeds[index]?.size === 'large' ? own : 0)),
    fired: sum(({ fired }) => fired),
    statuses: sum(({ statuses }) => statuses),
    updates: published,
    changes: published * assumed['changes-per-update'],
    secrets: Math.round(new Set(feeds.flatMap(({ secrets }) => secrets)).size * factor),
  }
}
