import { ofService, ours, type Series } from './alarm.ts'
import { consumerGroups } from './alarms-of-feeds.ts'
import type { Watched } from './alarms-of-services.ts'
import type { Exits } from './network.ts'

/** One picture of the dashboard: series over time. */
export interface Widget {
  readonly title: string
  readonly series: readonly Series[]
  readonly periodSeconds: number
  /** A line across it, where an alarm rings. */
  readonly mark?: number
}

/** From what people ask first, to what explains it. Each row has three pictures. */
export function widgetsOf(stage: string, watched: Watched): readonly Widget[] {
  const own = (...names: Parameters<typeof ours>[0][]): readonly Series[] =>
    names.map((name) => ours(name, stage, 'Maximum'))
  const sums = (...names: Parameters<typeof ours>[0][]): readonly Series[] =>
    names.map((name) => ours(name, stage, 'Sum'))
  const ofFunctions = (name: string, stat: Series['stat']): readonly Series[] =>
    watched.functions.map((one) => ofService('Lambda', name, { FunctionName: one }, stat))
  const ofTables = (name: string): readonly Series[] =>
    watched.tables.map((one) => ofService('DynamoDB', name, { TableName: one }, 'Sum'))
  const ofQueues = (name: string): readonly Series[] =>
    [...watched.ticks, watched.deadTicks].map((one) => ofService('SQS', name, { QueueName: one }, 'Maximum'))
  const inService = { ClusterName: watched.consumers.cluster, ServiceName: watched.consumers.service }
  const { brokers, exits } = watched
  return [
    {
      title: 'Feeds: live, stale, failing, never polled',
      series: own('LiveFeeds', 'StaleFeeds', 'FailingFeeds', 'NewFeeds'),
      periodSeconds: 60,
    },
    { title: 'Held: feeds and results', series: own('HeldFeeds', 'HeldResults'), periodSeconds: 60 },
    {
      title: 'Oldest hold of a check, minutes',
      series: own('OldestHoldMinutes'),
      periodSeconds: 60,
      mark: 15,
    },
    {
      title: 'Polls a minute: ended, failed, published, skipped',
      series: sums('PollsEnded', 'PollsFailed', 'PollsPublished', 'PollsSkipped'),
      periodSeconds: 60,
    },
    { title: 'Changes published a minute', series: sums('ChangesPublished'), periodSeconds: 60 },
    {
      title: 'Slowest and mean poll, seconds',
      series: [ours('PollSeconds', stage, 'Maximum'), ours('PollSeconds', stage, 'Average')],
      periodSeconds: 60,
    },
    {
      title: 'Messages that wait, by group',
      series: consumerGroups.map((group) => ours('ConsumerLag', stage, 'Maximum', group)),
      periodSeconds: 60,
      mark: 10_000,
    },
    {
      title: 'Not in the log, dead, missed',
      series: [
        ...own('UnpublishedFeeds', 'DeadLetters', 'FeedsWithGaps', 'WatchTrouble'),
        ...sums('PollsUnpublished'),
      ],
      periodSeconds: 60,
    },
    {
      title: 'Consumers: tasks, CPU, memory',
      series: [
        ofService('ECS', 'CPUUtilization', inService, 'SampleCount'),
        ofService('ECS', 'CPUUtilization', inService, 'Average'),
        ofService('ECS', 'MemoryUtilization', inService, 'Average'),
      ],
      periodSeconds: 60,
    },
    {
      title: 'What time makes due, a minute: done, failed',
      series: sums('ConsumerTicks', 'ConsumerTicksFailed'),
      periodSeconds: 60,
    },
    {
      title: 'Ticks: the oldest that waits, seconds',
      series: ofQueues('ApproximateAgeOfOldestMessage'),
      periodSeconds: 60,
    },
    {
      title: 'Ticks a minute that came to no poll: too late, feed taken',
      series: sums('TicksCoalesced', 'PollsSkipped'),
      periodSeconds: 60,
    },
    {
      title: 'Functions: at one time',
      series: ofFunctions('ConcurrentExecutions', 'Maximum'),
      periodSeconds: 60,
    },
    {
      title: 'Functions: errors and refusals',
      series: [...ofFunctions('Errors', 'Sum'), ...ofFunctions('Throttles', 'Sum')],
      periodSeconds: 60,
    },
    { title: 'Tables: write units', series: ofTables('ConsumedWriteCapacityUnits'), periodSeconds: 60 },
    {
      title: 'Tables: throttled',
      series: [...ofTables('WriteThrottleEvents'), ...ofTables('ReadThrottleEvents')],
      periodSeconds: 60,
    },
    ...(exits === undefined ? [] : [waysOut(exits)]),
    ...(brokers === undefined
      ? []
      : [
          {
            title: 'Brokers: disks, % full',
            series: Array.from({ length: brokers.count }, (_, n) =>
              ofService(
                'Kafka',
                'KafkaDataLogsDiskUsed',
                { 'Cluster Name': brokers.cluster, 'Broker ID': String(n + 1) },
                'Maximum',
              ),
            ),
            periodSeconds: 300,
            mark: 85,
          },
        ]),
  ]
}

function waysOut({ are, ids }: Exits): Widget {
  const ofGateways = (name: string, stat: Series['stat']): readonly Series[] =>
    ids.map((id) => ofService('NATGateway', name, { NatGatewayId: id }, stat))
  const ofMachines = (name: string, stat: Series['stat']): readonly Series[] =>
    ids.map((id) => ofService('EC2', name, { InstanceId: id }, stat))
  return are === 'managed'
    ? {
        title: 'Ways out: connections, and those without a port',
        series: [
          ...ofGateways('ActiveConnectionCount', 'Maximum'),
          ...ofGateways('ErrorPortAllocation', 'Sum'),
        ],
        periodSeconds: 60,
      }
    : {
        title: 'Ways out: checks that fail, CPU',
        series: [...ofMachines('StatusCheckFailed', 'Maximum'), ...ofMachines('CPUUtilization', 'Average')],
        periodSeconds: 300,
      }
}
