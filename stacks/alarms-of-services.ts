import { largest, ofService, type Series, summed, type Wanted } from './alarm.ts'
import type { Exits } from './network.ts'

type Text = $util.Input<string>

/** What alarms about services are made for, by the names that AWS knows it by. */
export interface Watched {
  readonly functions: readonly Text[]
  /** Queues of ticks; the longest that a tick is delayed in them is a part of its age. */
  readonly ticks: readonly Text[]
  readonly longestDelaySeconds: number
  readonly deadTicks: Text
  readonly tables: readonly Text[]
  readonly consumers: { readonly cluster: Text; readonly service: Text }
  /** Undefined: brokers of another stage, or some that AWS looks after alone. */
  readonly brokers: { readonly cluster: Text; readonly count: number } | undefined
  readonly exits: Exits | undefined
}

/**
 * So old a tick may become, its delay included: that is three minutes at most, but for feeds with an uncommon pace, whose ticks wait
 * up to a quarter of an hour.
 */
const usualAge = { seconds: 300, withDelaysUpTo: 180 }
const uncommonAgeSeconds = 1_020
/** In an hour: some 30 dollars. */
const manyWriteUnits = 50_000_000

export function alarmsOfServices({
  functions,
  ticks,
  longestDelaySeconds,
  deadTicks,
  tables,
  consumers: { cluster, service },
  brokers,
}: Watched): readonly Wanted[] {
  const ofFunctions = (name: string): readonly Series[] =>
    functions.map((one) => ofService('Lambda', name, { FunctionName: one }, 'Sum'))
  const ofTables = (...names: readonly string[]): readonly Series[] =>
    tables.flatMap((one) => names.map((name) => ofService('DynamoDB', name, { TableName: one }, 'Sum')))
  const ages = ticks.map((one) =>
    ofService('SQS', 'ApproximateAgeOfOldestMessage', { QueueName: one }, 'Maximum'),
  )
  const inService = { ClusterName: cluster, ServiceName: service }
  return [
    {
      does: 'Give the pollers more room',
      about: 'Ticks wait in their queue: feeds are polled late.',
      severity: 'look',
      ...largest(ages),
      from: longestDelaySeconds <= usualAge.withDelaysUpTo ? usualAge.seconds : uncommonAgeSeconds,
      periodSeconds: 60,
      periods: 3,
    },
    {
      does: 'Look at the dead ticks',
      about: 'A tick could not be sent, or the poller failed with it twice.',
      severity: 'look',
      series: {
        dead: ofService('SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: deadTicks }, 'Maximum'),
      },
      from: 1,
      periodSeconds: 60,
      periods: 1,
    },
    {
      does: 'Report the defect of a function',
      about: 'A function ended in an error that is none of its outcomes, or ran out of time or memory.',
      severity: 'look',
      ...summed(ofFunctions('Errors')),
      from: 1,
      periodSeconds: 300,
      periods: 1,
    },
    {
      does: 'Ask for more invocations at one time',
      about: 'The account refused to invoke a function: too many run already.',
      severity: 'page',
      ...summed(ofFunctions('Throttles')),
      from: 1,
      periodSeconds: 60,
      periods: 3,
    },
    {
      does: 'Warm the tables or wait',
      about:
        'DynamoDB takes fewer writes or reads than are asked of it; they are tried again, and take longer.',
      severity: 'look',
      ...summed(ofTables('WriteThrottleEvents', 'ReadThrottleEvents')),
      from: 100,
      periodSeconds: 300,
      periods: 2,
    },
    {
      does: 'Find out what writes so much',
      about: 'More was written to the tables within an hour than 30 dollars pay for.',
      severity: 'look',
      ...summed(ofTables('ConsumedWriteCapacityUnits')),
      from: manyWriteUnits,
      periodSeconds: 3_600,
      periods: 1,
    },
    {
      does: 'Find out why no consumer runs',
      about: 'No task of the consumers says anything. What is published waits in the log.',
      severity: 'page',
      series: { tasks: ofService('ECS', 'CPUUtilization', inService, 'SampleCount') },
      from: 1,
      isBelow: true,
      periodSeconds: 60,
      periods: 5,
      silenceRings: true,
    },
    ...(brokers === undefined ? [] : alarmsOfBrokers(brokers)),
  ]
}

function alarmsOfBrokers({ cluster, count }: NonNullable<Watched['brokers']>): readonly Wanted[] {
  const disks = Array.from({ length: count }, (_, n) =>
    ofService(
      'Kafka',
      'KafkaDataLogsDiskUsed',
      { 'Cluster Name': cluster, 'Broker ID': String(n + 1) },
      'Maximum',
    ),
  )
  return [
    {
      does: 'Give the brokers larger disks',
      about: 'A disk of a broker is fuller than 85 %, though disks grow by themselves from 60 % on.',
      severity: 'page',
      ...largest(disks),
      from: 85,
      periodSeconds: 300,
      periods: 2,
    },
    {
      does: 'Find out which broker is gone',
      about: 'Partitions have no broker that leads them: nothing of them can be published or read.',
      severity: 'page',
      series: {
        offline: ofService('Kafka', 'OfflinePartitionsCount', { 'Cluster Name': cluster }, 'Maximum'),
      },
      from: 1,
      periodSeconds: 60,
      periods: 3,
    },
  ]
}
