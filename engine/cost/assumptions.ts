/** A number that no spec says. */
export interface Assumption {
  readonly value: number
  readonly about: string
}

/** What an estimate takes for granted: of the stage, what production has. Each can be said otherwise: `feed cost --assume payload-kilobytes=2000`. */
export const assumptions = {
  'updates-per-night': {
    value: 60,
    about: 'how often a source says something new in the 12 hours of an election night: every 12 minutes',
  },
  'updates-per-day': { value: 1, about: 'the same, on each other day of the month' },
  'changes-per-update': {
    value: 250,
    about: 'results that such an update changes: one contest in one unit each',
  },
  'payload-kilobytes': { value: 500, about: 'what a source sends when it has something new' },
  'sources-without-validators': {
    value: 0.3,
    about: 'part of the sources that send all of it with every poll, changed or not',
  },
  'headers-kilobytes': { value: 2, about: 'a request and its answer where nothing is new, TLS included' },
  'archived-part': { value: 0.25, about: 'of a payload, after compression, with its changeset' },
  'quiet-poll-seconds': { value: 0.3, about: 'a poll that finds nothing new' },
  'update-poll-seconds': { value: 2, about: 'a poll that publishes' },
  'ticks-per-invocation': { value: 3, about: 'polls that one invocation of the poller does side by side' },
  'small-poller-gigabytes': { value: 1, about: 'memory of the poller of most feeds' },
  'large-poller-gigabytes': { value: 3, about: 'memory of the poller of large feeds' },
  'quiet-write-units': {
    value: 4,
    about: 'DynamoDB, a poll that finds nothing new: 2 without holds, more with them',
  },
  'update-write-units': { value: 12, about: 'the same, a poll that publishes, its changes apart' },
  'change-write-units': {
    value: 17,
    about: 'per change: current and past result, sums above it, what stands; measured',
  },
  'change-read-units': { value: 16, about: 'per change: parts of sums, what stands; measured' },
  'change-kilobytes': { value: 1.5, about: 'one message of the log; measured' },
  'messages-per-change': {
    value: 2.6,
    about: 'results.changes, and results.current with the sums above; measured',
  },
  'processing-milliseconds': { value: 3, about: 'of the processing function, per change, all processors' },
  'processing-gigabytes': { value: 2, about: 'memory of the processing function' },
  'changes-per-invocation': { value: 50, about: 'that the processing function is given at once' },
  'export-puts-per-update': { value: 8, about: 'files that are written anew for readers' },
  'quiet-trace-kilobytes': { value: 2, about: 'spans of a poll that finds nothing new' },
  'update-trace-kilobytes': { value: 8, about: 'spans of a poll that publishes' },
  'log-kilobytes-per-invocation': { value: 1.5, about: 'lines and metrics that an invocation logs' },
  'idle-receives-per-minute': {
    value: 30,
    about: 'of two queues, whether there is something in them or not',
  },
  gateways: { value: 3, about: 'NAT gateways, each with one fixed address: one a zone' },
  brokers: { value: 3, about: 'kafka.m7g.large; 0 where the stage uses a cluster that is there' },
  'broker-gigabytes': { value: 250, about: 'of each broker, at least; more where the topics need it' },
  tasks: { value: 2, about: 'consumers, at least; more where the changes of the night need it' },
  'task-processors': { value: 0.5, about: 'vCPU of each' },
  'task-gigabytes': { value: 1, about: 'memory of each' },
  'changes-per-task-second': {
    value: 500,
    about: 'that one consumer processes; measured 1,090 with a fast store',
  },
  peak: { value: 5, about: 'the busiest minute of the night against its mean' },
  keys: { value: 1, about: 'encryption keys of its own' },
} as const satisfies Readonly<Record<string, Assumption>>

export type AssumptionName = keyof typeof assumptions
export type Assumed = Readonly<Record<AssumptionName, number>>

/** The values as they stand, with those that somebody says otherwise. */
export const assumed = (otherwise: Partial<Assumed> = {}): Assumed => ({
  ...(Object.fromEntries(Object.entries(assumptions).map(([name, { value }]) => [name, value])) as Assumed),
  ...otherwise,
})
