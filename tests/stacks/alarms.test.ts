import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { routes } from '../../engine/process/routes.ts'
import { metricNamespace, metrics } from '../../engine/trace/metric-names.ts'
import type { PlannedResource } from './plan/planned.ts'
import { type Plan, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

const alarmType = 'aws:cloudwatch/metricAlarm:MetricAlarm'
/** Of consumers, which grow and shrink by them: nobody is told. */
const scales = ({ name }: PlannedResource): boolean => name.startsWith('Consumer')
const silence = [
  'Find out why no consumer runs',
  'Find out why nobody watches',
  'Find out why nothing is polled',
  'Find out why what is due is not done',
]

/** Every series that an alarm looks at. */
const seriesOf = ({ inputs }: PlannedResource): readonly Record<string, any>[] =>
  inputs['metricQueries'] === undefined
    ? [{ ...inputs, stat: inputs['statistic'] }]
    : inputs['metricQueries'].flatMap((query: any) => query.metric ?? [])

describe.skipIf(missing)(named('the alarms'), () => {
  let plan: Plan
  beforeAll(async () => {
    plan = await sharedPlan('production')
  })
  const alarms = () => plan.of(alarmType).filter((alarm) => !scales(alarm))
  const does = ({ inputs }: PlannedResource): string => inputs['name'].replace('canvass-production: ', '')
  const alarm = (name: string): PlannedResource => {
    const found = alarms().find((one) => does(one) === name)
    if (found === undefined) throw new Error(`there is no alarm "${name}"`)
    return found
  }

  test('look at metrics that the code writes, with the dimensions that it writes, and at those of AWS', () => {
    const all = plan.of(alarmType).flatMap(seriesOf)
    const ours = all.filter(({ namespace }) => namespace === metricNamespace)
    expect(ours.length).toBeGreaterThan(20)
    const unknown = ours.filter(({ metricName }) => !Object.hasOwn(metrics, metricName))
    expect(unknown).toEqual([])
    for (const { metricName, dimensions } of ours)
      expect([metricName, Object.keys(dimensions).toSorted()]).toEqual([
        metricName,
        'perGroup' in metrics[metricName as keyof typeof metrics] ? ['Group', 'Stage'] : ['Stage'],
      ])
    expect(new Set(ours.map(({ dimensions }) => dimensions.Stage))).toEqual(new Set(['production']))
    const groups = new Set(ours.flatMap(({ dimensions }) => dimensions.Group ?? []))
    expect(groups).toEqual(new Set(routes.map(({ group }) => group)))
    const others = all.filter(({ namespace }) => namespace !== metricNamespace)
    expect(new Set(others.map(({ namespace }) => namespace))).toEqual(
      new Set(['AWS/SQS', 'AWS/Lambda', 'AWS/DynamoDB', 'AWS/ECS', 'AWS/Kafka', 'AWS/NATGateway']),
    )
  })

  test('add sums up and take the largest of states, as the metrics are meant', () => {
    const wrong = alarms()
      .flatMap(seriesOf)
      .filter(({ namespace }) => namespace === metricNamespace)
      .filter(({ metricName, stat }) => {
        const meant = metrics[metricName as keyof typeof metrics].statistic
        return meant === 'Sum' ? stat !== 'Sum' : stat === 'Sum'
      })
    expect(wrong).toEqual([])
  })

  test('are told to people, and so is their end', () => {
    for (const { inputs } of alarms()) {
      expect(inputs['alarmActions']).toHaveLength(1)
      expect(inputs['alarmActions'][0]).toMatch(/:canvass-production-(page|look)$/)
      expect(inputs['okActions']).toEqual(inputs['alarmActions'])
      expect(inputs['actionsEnabled']).toBe(true)
    }
  })

  test('take silence for the worst where silence is bad, and for nothing elsewhere', () => {
    const breaching = alarms().filter(({ inputs }) => inputs['treatMissingData'] === 'breaching')
    expect(breaching.map(does).toSorted()).toEqual(silence)
    const others = alarms().filter((one) => !breaching.includes(one))
    expect(new Set(others.map(({ inputs }) => inputs['treatMissingData']))).toEqual(new Set(['notBreaching']))
    for (const { inputs } of breaching) expect(inputs['alarmActions'][0]).toMatch(/:canvass-production-page$/)
  })

  test('ring where nothing at all was polled for twice as long as the feed polled most often is apart', () => {
    // Of the three feeds one is polled each minute, one every 15 minutes outside its night, and one is paused: five minutes.
    expect(alarm('Find out why nothing is polled').inputs).toMatchObject({
      metricName: 'PollsEnded',
      statistic: 'Sum',
      comparisonOperator: 'LessThanThreshold',
      threshold: 1,
      period: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 5,
      treatMissingData: 'breaching',
    })
  })

  test('wait for a first poll longer than the slowest feed is apart, twice', () => {
    // Of 15 minutes: three hours, as for all feeds that are polled each hour.
    expect(alarm('Look at the feeds that were never polled').inputs).toMatchObject({
      period: 3_600,
      evaluationPeriods: 3,
      statistic: 'Minimum',
    })
  })

  test('cover a tick that is meant to be late', () => {
    // The latest tick of the three feeds is delayed by 49 seconds.
    expect(alarm('Give the pollers more room').inputs['threshold']).toBe(300)
  })

  test('look at the queue of dead ticks, and have a watch each minute', () => {
    expect(alarm('Look at the dead ticks').inputs['dimensions']).toEqual({
      QueueName: 'canvass-production-dead-ticks',
    })
    expect(plan.one('aws:scheduler/schedule:Schedule', 'WatchClock').inputs['scheduleExpression']).toBe(
      'rate(1 minute)',
    )
  })

  test('say what has happened, and which entry of the runbook says what to do', () => {
    const runbook = readFileSync('docs/runbook.md', 'utf8')
    const entries = [...runbook.matchAll(/^### (.+)$/gm)].map(([, heading = '']) => heading)
    const budget = 'See what costs more than it was given'
    // Of stages that are left through machines.
    const machines = 'Bring back the machine that feeds leave by'
    expect(entries.toSorted()).toEqual([...alarms().map(does), machines, budget].toSorted())
    for (const one of alarms())
      expect(one.inputs['alarmDescription']).toContain(`What to do: docs/runbook.md, "${does(one)}".`)
  })

  test('are of the same entry whether they wake somebody or not', () => {
    const runbook = readFileSync('docs/runbook.md', 'utf8')
    for (const one of alarms()) {
      const entry = runbook.split(`### ${does(one)}\n`)[1]?.split(/^##/m)[0] ?? ''
      const severity = one.inputs['alarmActions'][0].split('-').at(-1)
      expect([does(one), entry.includes(`(${severity})`)]).toEqual([does(one), true])
    }
  })

  test('look at ten series each at most: CloudWatch takes no more', () => {
    const many = plan.of(alarmType).filter((one) => seriesOf(one).length > 10)
    expect(many.map(({ name }) => name)).toEqual([])
  })

  test('go to topics that are encrypted, take nothing in the clear, and that only AWS itself sends to', () => {
    const topics = plan.of('aws:sns/topic:Topic').filter(({ name }) => name.startsWith('Alarms'))
    expect(topics).toHaveLength(2)
    for (const { inputs } of topics) expect(inputs['kmsMasterKeyId']).toMatch(/AlarmKey/)
    expect(plan.one('aws:kms/key:Key', 'AlarmKey').inputs['enableKeyRotation']).toBe(true)
    const senders = {
      Effect: 'Allow',
      Principal: { Service: ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'] },
      Condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['123456789012'] }],
    }
    for (const name of ['AlarmsPage', 'AlarmsLook']) {
      const { Statement } = JSON.parse(
        plan.one('aws:sns/topicPolicy:TopicPolicy', `${name}Policy`).inputs['policy'],
      )
      const only = {
        Action: ['sns:Publish'],
        Resource: [expect.stringMatching(/:canvass-production-(page|look)$/)],
      }
      expect(Statement).toEqual([
        { ...senders, ...only },
        {
          ...only,
          Effect: 'Deny',
          Principal: { '*': ['*'] },
          Condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
        },
      ])
    }
    const key = JSON.parse(plan.one('aws:kms/key:Key', 'AlarmKey').inputs['policy']).Statement
    expect(key).toMatchObject([
      { Principal: { AWS: ['arn:aws:iam::123456789012:root'] }, Action: ['kms:*'] },
      { ...senders, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] },
    ])
    expect(key).toHaveLength(2)
  })

  test('have a budget beside them', () => {
    const above = {
      comparisonOperator: 'GREATER_THAN',
      thresholdType: 'PERCENTAGE',
      subscriberSnsTopicArns: [expect.stringMatching(/:canvass-production-look$/)],
    }
    expect(plan.one('aws:budgets/budget:Budget', 'Budget').inputs).toMatchObject({
      limitAmount: '1500',
      timeUnit: 'MONTHLY',
      costFilters: [{ name: 'TagKeyValue', values: ['user:canvass:stage$production'] }],
      notifications: [
        { ...above, notificationType: 'ACTUAL', threshold: 80 },
        { ...above, notificationType: 'FORECASTED', threshold: 100 },
      ],
    })
  })
})

describe.skipIf(missing)(named('the alarms of other stages'), () => {
  test('leave out brokers that AWS looks after, and those of another stage', async () => {
    for (const stage of ['staging', 'existing'] as const) {
      const plan = await sharedPlan(stage)
      const names = plan.of(alarmType).map(({ inputs }) => String(inputs['name'] ?? ''))
      expect(names.filter((name) => /brok/.test(name))).toEqual([])
      expect(names.filter((name) => /nothing is polled/.test(name))).toHaveLength(1)
    }
  })
})
