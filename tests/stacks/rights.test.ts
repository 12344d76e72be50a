import { beforeAll, describe, expect, test } from 'vitest'
import { deskRights, type Holder, type Place, type Right, rights } from '../../stacks/rights.ts'
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

/** What each place is in production, by what was made for it; the queue of ticks is each poller's own. */
function thingsIn(plan: Plan): Readonly<Record<Exclude<Place, 'ticks'>, string>> {
  const at = 'us-east-1:123456789012'
  const made = (type: string, name: string, key = 'name') => plan.one(type, name).inputs[key]
  const table = (name: string) =>
    `arn:aws:dynamodb:${at}:table/${made('aws:dynamodb/table:Table', `${name}Table`)}`
  const bucket = (name: string) => `arn:aws:s3:::${made('aws:s3/bucket:Bucket', `${name}Bucket`, 'bucket')}`
  const run = (name: string) =>
    `arn:aws:lambda:${at}:function:${made('aws:lambda/function:Function', `${name}Function`)}`
  const kafka = (kind: string) => `arn:aws:kafka:${at}:${kind}/canvass-production/1a2b3c4d`
  return {
    heads: table('Heads'),
    items: table('Items'),
    'item names': `${table('Items')}/index/names`,
    results: table('Results'),
    'result indexes': `${table('Results')}/index/*`,
    register: table('Register'),
    'register indexes': `${table('Register')}/index/*`,
    hosts: table('Hosts'),
    archive: bucket('Archive'),
    'archived objects': `${bucket('Archive')}/*`,
    exports: bucket('Exports'),
    'exported objects': `${bucket('Exports')}/*`,
    trace: `arn:aws:kinesis:${at}:stream/${made('aws:kinesis/stream:Stream', 'TraceStream')}`,
    secrets: `arn:aws:secretsmanager:${at}:secret:canvass/production/*`,
    brokers: kafka('cluster'),
    topics: `${kafka('topic')}/*`,
    groups: `${kafka('group')}/*`,
    poller: run('PollerSmall'),
    processing: run('Processing'),
  }
}

const everybody: readonly (readonly [string, readonly Right[]])[] = [
  ...holders.map(([role, holder]) => [role, rights[holder]] as const),
  ['DeskTaskRole', deskRights],
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

  test.each(everybody)('of %s are on the very things that their places are called by', (role, table) => {
    const queue = role === 'PollerLargeRole' ? 'ticks-large' : 'ticks-small'
    const ticks = `arn:aws:sqs:us-east-1:123456789012:canvass-production-${queue}`
    const things: Readonly<Record<Place, string>> = { ...thingsIn(plan), ticks }
    expect(roleOf(plan, role).statements.map(({ resources }) => resources)).toEqual(
      table.map(({ on }) => on.map((place) => things[place])),
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
