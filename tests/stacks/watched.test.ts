import { beforeAll, describe, expect, test } from 'vitest'
import { type Plan, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

describe.skipIf(missing)(named('alarms about services'), () => {
  let plan: Plan
  beforeAll(async () => {
    plan = await sharedPlan('production')
  })
  const name = (type: string, of: string): string => plan.one(type, of).inputs['name']
  const functions = () =>
    ['PollerSmall', 'PollerLarge', 'Processing', 'Watch'].map((one) => ({
      FunctionName: name('aws:lambda/function:Function', `${one}Function`),
    }))
  const tables = () =>
    ['Heads', 'Items', 'Results', 'Register', 'Hosts'].map((one) => ({
      TableName: name('aws:dynamodb/table:Table', `${one}Table`),
    }))
  const cluster = { 'Cluster Name': 'canvass-production' }

  /** Written by hand: metrics and dimensions as AWS names them. */
  const meant: Readonly<Record<string, () => readonly (readonly [string, object])[]>> = {
    'Give the pollers more room': () =>
      ['small', 'large'].map((size) => [
        'ApproximateAgeOfOldestMessage',
        { QueueName: `canvass-production-ticks-${size}` },
      ]),
    'Look at the dead ticks': () => [
      ['ApproximateNumberOfMessagesVisible', { QueueName: 'canvass-production-dead-ticks' }],
    ],
    'Report the defect of a function': () => functions().map((one) => ['Errors', one]),
    'Ask for more invocations at one time': () => functions().map((one) => ['Throttles', one]),
    'Warm the tables or wait': () =>
      tables().flatMap((one) => [
        ['WriteThrottleEvents', one],
        ['ReadThrottleEvents', one],
      ]),
    'Find out what writes so much': () => tables().map((one) => ['ConsumedWriteCapacityUnits', one]),
    'Find out why no consumer runs': () => [
      [
        'CPUUtilization',
        {
          ClusterName: name('aws:ecs/cluster:Cluster', 'ConsumersCluster'),
          ServiceName: name('aws:ecs/service:Service', 'ConsumerService'),
        },
      ],
    ],
    'Give the brokers larger disks': () =>
      ['1', '2', '3'].map((id) => ['KafkaDataLogsDiskUsed', { ...cluster, 'Broker ID': id }]),
    'Find out which broker is gone': () => [['OfflinePartitionsCount', cluster]],
  }

  test.each(Object.keys(meant))('look at the very things that the stage has: %s', (does) => {
    const alarms = plan.of('aws:cloudwatch/metricAlarm:MetricAlarm').map(({ inputs }) => inputs)
    const alarm = alarms.find((inputs) => inputs['name'] === `canvass-production: ${does}`) ?? {}
    const queries: readonly Record<string, any>[] = alarm['metricQueries'] ?? [{ metric: alarm }]
    const seen = queries.flatMap(({ metric }) =>
      metric === undefined ? [] : [[metric['metricName'], metric['dimensions']]],
    )
    expect(seen).toEqual(meant[does]?.())
  })
})
