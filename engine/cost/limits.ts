import { kafkaTopics } from '../log/kafka-topics.ts'
import type { Assumed } from './assumptions.ts'
import { busiest, fetched, tasksOf } from './quantities.ts'
import type { Workload } from './workload.ts'

/** What the busiest minute of a night asks of a service, against what an account has before it asks for more. */
export interface Limit {
  readonly service: string
  readonly what: string
  readonly load: number
  readonly limit: number
  /** Of the limit that is used: 1 is all of it. */
  readonly part: number
  /** The way past it. */
  readonly past: string
}

/** Defaults of an account in us-east-1; where each of them was read stands in docs/scale.md. */
export const accountLimits = {
  schedules: 10_000_000,
  firedPerSecond: 1_000,
  concurrentInvocations: 1_000,
  batchesOfQueue: 1_000,
  /** A table that was made on demand and has seen no more yet. */
  writeUnitsPerSecond: 4_000,
  /** Of each table, however warm it is, before more is given. */
  mostWriteUnitsPerSecond: 40_000,
  /** vCPU of all tasks of the account, on demand; a new account has no more. */
  taskProcessors: 6,
  connectionsPerBroker: 3_000,
  streamMegabytesPerSecond: 4,
  gatewayMegabytesPerSecond: 625,
  /** Of a t4g.nano, for longer than some minutes. */
  instanceMegabytesPerSecond: 4,
} as const

/** With which topics are made whose messages are many. */
const partitions = Math.max(...kafkaTopics.map((topic) => topic.partitions))

const secondsInHour = 3_600
/** vCPU of the desk (stacks/desk.ts), while somebody asks it. */
const deskProcessors = 1

/** Fullest first. */
export function limitsOf(night: Workload, assumed: Assumed): readonly Limit[] {
  const seconds = night.hours * secondsInHour
  const pollsPerSecond = night.polls / seconds
  const updatesPerSecond = (night.updates / seconds) * assumed.peak
  const invocations =
    (pollsPerSecond * assumed['quiet-poll-seconds']) / assumed['ticks-per-invocation'] +
    updatesPerSecond * assumed['update-poll-seconds']
  const large = night.polls === 0 ? 0 : night.largePolls / night.polls
  const consumers = Math.ceil(busiest(night, assumed) / assumed['changes-per-task-second'])
  const writeUnits =
    pollsPerSecond * assumed['quiet-write-units'] + busiest(night, assumed) * assumed['change-write-units']
  const rows: readonly Omit<Limit, 'part'>[] = [
    {
      service: 'the stage',
      what: 'pollers of small feeds at one time',
      load: invocations * (1 - large),
      limit: assumed['small-pollers'],
      past: 'pollers.small.concurrency of the stage',
    },
    {
      service: 'the stage',
      what: 'pollers of large feeds at one time',
      load: invocations * large,
      limit: assumed['large-pollers'],
      past: 'pollers.large.concurrency of the stage',
    },
    {
      service: 'the stage',
      what: 'consumers at one time',
      load: consumers,
      limit: assumed['most-tasks'],
      past: 'consumers.most of the stage, up to as many as there are partitions',
    },
    {
      service: 'Kafka',
      what: 'consumers that partitions are shared out to',
      load: consumers,
      limit: partitions,
      past: 'topics with more partitions, made before the first message',
    },
    {
      service: 'Scheduler',
      what: 'firings a second, all of a minute in its first ten',
      load: (night.fired / seconds) * 6,
      limit: accountLimits.firedPerSecond,
      past: 'ask for more: tens of thousands are given',
    },
    {
      service: 'Scheduler',
      what: 'schedules',
      load: night.feeds * 3,
      limit: accountLimits.schedules,
      past: 'ask for more',
    },
    {
      service: 'SQS and Lambda',
      what: 'batches in work at one time, of one queue',
      load: invocations,
      limit: accountLimits.batchesOfQueue,
      past: 'provisioned pollers for the queue, or a queue more per part of the feeds',
    },
    {
      service: 'Lambda',
      what: 'invocations at one time',
      load: invocations + (busiest(night, assumed) * assumed['processing-milliseconds']) / 1_000,
      limit: accountLimits.concurrentInvocations,
      past: 'ask for more, and keep time limits of polls short: a host that hangs holds an invocation',
    },
    {
      service: 'DynamoDB',
      what: 'write units a second, all tables; of one new table',
      load: writeUnits,
      limit: accountLimits.writeUnitsPerSecond,
      past:
        writeUnits > accountLimits.mostWriteUnitsPerSecond
          ? 'get the quota of a table raised weeks before, then warm the tables before the night'
          : 'warm the tables before the night: a table doubles what it has seen within half an hour',
    },
    {
      service: 'DynamoDB',
      what: 'write units a second, all tables; of the quota of one',
      load: writeUnits,
      limit: accountLimits.mostWriteUnitsPerSecond,
      past: 'ask for a higher quota of write units of a table, weeks before: no table is warmer than its quota',
    },
    {
      service: 'Fargate',
      what: 'vCPU while consumers are exchanged, and the desk',
      // Each has its successor beside it while a deployment exchanges them.
      load: 2 * tasksOf(night, assumed) * assumed['task-processors'] + deskProcessors,
      limit: accountLimits.taskProcessors,
      past: 'ask for as many before the first deployment: docs/deploy.md says how',
    },
    {
      service: 'MSK',
      what: 'connections of one broker',
      load: invocations + 10 * assumed.tasks,
      limit: accountLimits.connectionsPerBroker,
      past: 'more brokers',
    },
    {
      service: 'Kinesis',
      what: 'MB a second',
      load:
        (pollsPerSecond * assumed['quiet-trace-kilobytes'] +
          updatesPerSecond * assumed['update-trace-kilobytes']) /
        1_000,
      limit: accountLimits.streamMegabytesPerSecond,
      past: 'the stream doubles by itself; what is refused is tried again, and no result waits for it',
    },
    ...ways(night, assumed),
  ]
  return rows
    .map((row) => ({ ...row, part: row.load / row.limit }))
    .toSorted((one, other) => other.part - one.part)
}

/** Of the network, one way out: a gateway of AWS, or an instance. */
function ways(night: Workload, assumed: Assumed): readonly Omit<Limit, 'part'>[] {
  const { gateways, 'nat-instances': instances } = assumed
  if (gateways + instances === 0) return []
  const megabytes = (fetched(night, assumed) * 1_000 * assumed.peak) / (night.hours * secondsInHour)
  const load = megabytes / (gateways + instances)
  return gateways > 0
    ? [
        {
          service: 'Network',
          what: 'MB a second through one gateway',
          load,
          limit: accountLimits.gatewayMegabytesPerSecond,
          past: 'it grows to twenty times that by itself; more zones give more gateways',
        },
      ]
    : [
        {
          service: 'Network',
          what: 'MB a second through one NAT instance',
          load,
          limit: accountLimits.instanceMegabytesPerSecond,
          past: 'nat of the stage: gateways of AWS',
        },
      ]
}
