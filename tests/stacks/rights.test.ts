import { beforeAll, describe, expect, test } from 'vitest'
import { type Holder, rights } from '../../stacks/rights.ts'
import { type Plan, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'
import { roleNames, roleOf, type Statement } from './policies.ts'

/** The roles of those who hold rights. */
const holders: readonly (readonly [string, Holder])[] = [
  ['PollerSmallRole', 'poller'],
  ['PollerLargeRole', 'poller'],
  ['ProcessingRole', 'processing'],
  ['WatchRole', 'watch'],
  ['TopicsRole', 'topics'],
  ['ConsumerTaskRole', 'consumer'],
]

describe.skipIf(missing)(named('rights'), () => {
  let plan: Plan
  beforeAll(async () => {
    plan = await sharedPlan('production')
  })

  test.each(holders)('of %s are those of the table for %s, and no others', (role, holder) => {
    const { statements } = roleOf(plan, role)
    expect(statements.map(({ actions }) => actions)).toEqual(
      rights[holder].map(({ actions }) => [...actions]),
    )
    expect(statements.map(({ resources }) => resources.length)).toEqual(
      rights[holder].map(({ on }) => on.length),
    )
  })

  test('say every action by its name, and where, in this account', () => {
    const all = roleNames(plan).flatMap((name) => roleOf(plan, name).statements)
    expect(all.length).toBeGreaterThan(20)
    for (const { actions, resources } of all) {
      expect(actions.filter((action) => action.includes('*'))).toEqual([])
      for (const arn of resources)
        expect(arn).toMatch(/^arn:aws:(s3:::[\w./*-]+|[\w-]+:us-east-1:123456789012:[\w:/.-]+(\/\*)?)$/)
    }
  })

  test('on tables, topics and secrets end at the stage', () => {
    const on = (role: string, action: string): readonly string[] =>
      roleOf(plan, role).statements.flatMap((one: Statement) =>
        one.actions.includes(action) ? one.resources : [],
      )
    expect(on('PollerSmallRole', 'kafka-cluster:WriteData')).toEqual([
      'arn:aws:kafka:us-east-1:123456789012:topic/canvass-production/1a2b3c4d/*',
    ])
    expect(on('ConsumerTaskRole', 'kafka-cluster:AlterGroup')).toEqual([
      'arn:aws:kafka:us-east-1:123456789012:group/canvass-production/1a2b3c4d/*',
    ])
    expect(on('PollerSmallRole', 'secretsmanager:GetSecretValue')).toEqual([
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:canvass/production/*',
    ])
    expect(on('PollerSmallRole', 'sqs:ReceiveMessage')).toEqual([
      'arn:aws:sqs:us-east-1:123456789012:canvass-production-ticks-small',
    ])
    expect(on('PollerSmallRole', 'dynamodb:Query')).toEqual([
      expect.stringMatching(/HeadsTable|ItemsTable.*\/index\/names$/),
    ])
    expect(on('ConsumerTaskRole', 'lambda:InvokeFunction')).toEqual([
      expect.stringMatching(/:function:canvass-production-ProcessingFunction-\w+$/),
    ])
  })

  test('of a stage that shares brokers end at its own topics and groups', async () => {
    const { statements } = roleOf(await sharedPlan('existing'), 'ConsumerTaskRole')
    const brokers = statements.flatMap(({ resources }) => resources).filter((arn) => arn.includes(':kafka:'))
    expect(new Set(brokers)).toEqual(
      new Set([
        'arn:aws:kafka:us-east-1:123456789012:cluster/canvass-dev/9z8y',
        'arn:aws:kafka:us-east-1:123456789012:topic/canvass-dev/9z8y/kim.*',
        'arn:aws:kafka:us-east-1:123456789012:group/canvass-dev/9z8y/kim.*',
      ]),
    )
  })

  test('are taken by services only, and by no person and no account', () => {
    const takers = roleNames(plan).map((name) => [name, roleOf(plan, name).takers] as const)
    expect(takers.filter(([, who]) => who.length !== 1 || !who[0]?.startsWith('Service '))).toEqual([])
    expect(Object.fromEntries(takers)).toMatchObject({
      ...Object.fromEntries(holders.slice(0, 5).map(([role]) => [role, ['Service lambda.amazonaws.com']])),
      ConsumerTaskRole: ['Service ecs-tasks.amazonaws.com'],
      ConsumerExecutionRole: ['Service ecs-tasks.amazonaws.com'],
      TicksRole: ['Service scheduler.amazonaws.com'],
      WatchClockRole: ['Service scheduler.amazonaws.com'],
    })
  })

  test('beside that are what Lambda and ECS need to run anything: logs, network cards, images', () => {
    const managed = roleNames(plan).map((name) => [name, roleOf(plan, name).managed])
    const ofFunctions = ['AWSLambdaBasicExecutionRole', 'AWSLambdaVPCAccessExecutionRole']
    expect(Object.fromEntries(managed)).toMatchObject({
      ...Object.fromEntries(holders.slice(0, 5).map(([role]) => [role, ofFunctions])),
      ConsumerTaskRole: [],
      ConsumerExecutionRole: ['AmazonECSTaskExecutionRolePolicy'],
      TicksRole: [],
      WatchClockRole: [],
    })
  })

  test('of the scheduler are taken for schedules of this account alone', () => {
    for (const name of ['TicksRole', 'WatchClockRole']) {
      const trust = plan.one('aws:iam/role:Role', name).inputs['assumeRolePolicy']
      expect(JSON.parse(trust).Statement).toMatchObject([
        {
          Action: ['sts:AssumeRole'],
          Condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['123456789012'] }],
        },
      ])
    }
  })

  test('of the scheduler are to send ticks, and to call the watch', () => {
    expect(roleOf(plan, 'TicksRole').statements).toEqual([
      {
        effect: 'Allow',
        actions: ['sqs:SendMessage'],
        resources: ['ticks-small', 'ticks-large', 'dead-ticks'].map(
          (name) => `arn:aws:sqs:us-east-1:123456789012:canvass-production-${name}`,
        ),
      },
    ])
    expect(roleOf(plan, 'WatchClockRole').statements).toEqual([
      {
        effect: 'Allow',
        actions: ['lambda:InvokeFunction'],
        resources: [expect.stringMatching(/:function:canvass-production-WatchFunction-\w+$/)],
      },
    ])
  })
})
