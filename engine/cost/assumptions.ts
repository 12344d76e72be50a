import type { Assumption, Assumptions } from './assumption.ts'
import { type Sizes, sizesOf, stageSizes } from './stage-sizes.ts'

/** Guesses, by what was published in recorded nights. */
const ofSources = {
  'updates-per-night': {
    value: 60,
    about: 'times a source says something new in the 12 hours of a night',
  },
  'updates-per-day': { value: 1, about: 'the same, on each other day of the month' },
  'changes-per-update': { value: 250, about: 'results that such an update changes: a contest in a unit' },
  'payload-kilobytes': { value: 500, about: 'what a source sends when it has something new' },
  'sources-without-validators': { value: 0.3, about: 'part of the sources that send all with every poll' },
  'headers-kilobytes': { value: 2, about: 'a request and its answer where nothing is new' },
  peak: { value: 5, about: 'the busiest minute of the night against its mean' },
} as const satisfies Readonly<Record<string, Assumption>>

/** What the engine needs for it: counted on real servers where that is said. */
const ofEngine = {
  'archived-part': { value: 0.25, about: 'of a payload, after compression, with its changeset' },
  'quiet-poll-seconds': { value: 0.3, about: 'a poll that finds nothing new' },
  'update-poll-seconds': { value: 2, about: 'a poll that publishes' },
  'ticks-per-invocation': { value: 3, about: 'polls that one invocation does side by side' },
  'quiet-write-units': { value: 4, about: 'DynamoDB, a poll that finds nothing new: 2 without holds' },
  'update-write-units': { value: 12, about: 'a poll that publishes, its changes apart' },
  'change-write-units': { value: 17, about: 'a change: its result, sums above it, what stands; measured' },
  'change-read-units': { value: 16, about: 'a change: parts of sums, what stands; measured' },
  'change-kilobytes': { value: 1.5, about: 'one message of the log; measured' },
  'messages-per-change': { value: 2.6, about: 'the change, and the sums above it; measured' },
  'status-kilobytes': { value: 1, about: 'message that a feed is alive' },
  'processing-milliseconds': { value: 3, about: 'of the processing function, a change' },
  'changes-per-invocation': { value: 50, about: 'that the processing function is given at once' },
  'changes-per-task-second': { value: 500, about: 'that a consumer processes; measured 1,090 at best' },
  'export-puts-per-update': { value: 8, about: 'files that are written anew for readers' },
  'quiet-trace-kilobytes': { value: 2, about: 'spans of a poll that finds nothing new' },
  'update-trace-kilobytes': { value: 8, about: 'spans of a poll that publishes' },
  'log-kilobytes-per-invocation': { value: 1.5, about: 'lines and metrics that an invocation logs' },
  'idle-receives-per-minute': { value: 30, about: 'of two queues, whether they are empty or not' },
  'watch-seconds': { value: 1, about: 'of the watch, each minute' },
  'watch-log-kilobytes': { value: 2, about: 'what it logs of it; metrics measured' },
  'watch-read-units': { value: 4, about: 'DynamoDB, the watch, each minute, beside heads' },
  'head-kilobytes': { value: 1, about: 'head of a feed, which the watch reads; measured' },
} as const satisfies Readonly<Record<string, Assumption>>

/** What an estimate takes for granted, by what it is about. Each can be said otherwise: `feed cost --assume payload-kilobytes=2000`. */
export const assumptionGroups = {
  'of sources': ofSources,
  'of the engine': ofEngine,
  'of the stage': stageSizes,
} as const satisfies Readonly<Record<string, Assumptions>>

export const assumptions = { ...ofSources, ...ofEngine, ...stageSizes } as const

export type AssumptionName = keyof typeof assumptions
export type Assumed = Readonly<Record<AssumptionName, number>>

/** The values as they stand, of a stage with these sizes, with those that somebody says otherwise. */
export const assumed = (otherwise: Partial<Assumed> = {}, sizes: Sizes = sizesOf('production')): Assumed => ({
  ...(Object.fromEntries(Object.entries(assumptions).map(([name, { value }]) => [name, value])) as Assumed),
  ...sizes,
  ...otherwise,
})
