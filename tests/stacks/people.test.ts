import { beforeAll, describe, expect, test } from 'vitest'
import { allows, grantedBy } from './allowed.ts'
import { type Plan, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

type Statement = Record<'Action' | 'Resource', readonly string[]> & { readonly Condition?: readonly any[] }

describe.skipIf(missing)(named('people'), () => {
  let plan: Plan
  beforeAll(async () => {
    plan = await sharedPlan('production')
  })
  const policy = (name: string): readonly Statement[] =>
    JSON.parse(plan.one('aws:iam/policy:Policy', name).inputs['policy']).Statement
  const actionsOf = (name: string) => policy(name).flatMap(({ Action }) => Action)
  const desk = () => plan.one('aws:ecs/taskDefinition:TaskDefinition', 'DeskTask').inputs

  test('who give orders may do so by the desk alone, and nobody may touch tables, topics or the archive', () => {
    const writes = actionsOf('PeopleOperator').filter(
      (action) => !/:(Get|List|Describe|Filter|Start)/.test(action),
    )
    expect(writes).toEqual(['ecs:RunTask', 'iam:PassRole'])
    const [order, asTheDesk] = policy('PeopleOperator')
    expect(order?.Resource).toEqual([
      'arn:aws:ecs:us-east-1:123456789012:task-definition/canvass-production-desk:*',
    ])
    expect(order?.Condition).toMatchObject([{ test: 'ArnEquals', variable: 'ecs:cluster' }])
    expect(asTheDesk?.Resource).toHaveLength(2)
    expect(asTheDesk?.Condition).toMatchObject([{ values: ['ecs-tasks.amazonaws.com'] }])
    for (const { Action } of policy('PeopleOperator'))
      expect(Action.filter((one) => one.includes('*'))).toEqual([])
  })

  test('may do so at this desk and in no other cluster, with its roles and as nothing but tasks', () => {
    const { DESK_CLUSTER = '' } = plan.outputs['shell'] as Readonly<Record<string, string>>
    const operator = grantedBy(plan, 'PeopleOperator')
    const may = (action: string, on: string, known: Readonly<Record<string, string>>) =>
      allows(operator, { action, on, known })
    const [here, elsewhere] = [
      { 'ecs:cluster': DESK_CLUSTER },
      { 'ecs:cluster': `${DESK_CLUSTER}-of-others` },
    ]
    const ecs = 'arn:aws:ecs:us-east-1:123456789012'
    for (const [action, on] of [
      ['ecs:RunTask', `${ecs}:task-definition/canvass-production-desk:7`],
      ['ecs:DescribeTasks', `${ecs}:task/any/1a2b`],
    ] as const)
      expect([action, may(action, on, here), may(action, on, elsewhere), may(action, on, {})]).toEqual([
        action,
        true,
        false,
        false,
      ])
    const { taskRoleArn } = desk()
    const as = (service: string) => may('iam:PassRole', taskRoleArn, { 'iam:PassedToService': service })
    expect([as('ecs-tasks.amazonaws.com'), as('lambda.amazonaws.com')]).toEqual([true, false])
    expect(may('iam:PassRole', taskRoleArn, {})).toBe(false)
  })

  test.each(['Operator', 'Duty', 'Reader'])(
    'of %s see exports and answers of this stage, and of no other',
    (name) => {
      const may = (action: string, on: string) => allows(grantedBy(plan, `People${name}`), { action, on })
      const bucket = plan.one('aws:s3/bucket:Bucket', 'ExportsBucket').inputs['bucket']
      expect(may('s3:GetObject', `arn:aws:s3:::${bucket}/results.json`)).toBe(true)
      expect(may('s3:GetObject', `arn:aws:s3:::of-others/results.json`)).toBe(false)
      const log = (stage: string) => `arn:aws:logs:us-east-1:123456789012:log-group:/canvass/${stage}/desk:*`
      expect([log('production'), log('dev')].map((on) => may('logs:FilterLogEvents', on))).toEqual([
        true,
        false,
      ])
      const dashboard = (stage: string) => `arn:aws:cloudwatch::123456789012:dashboard/canvass-${stage}`
      expect(
        [dashboard('production'), dashboard('dev')].map((on) => may('cloudwatch:GetDashboard', on)),
      ).toEqual([true, false])
    },
  )

  test('who look may only look', () => {
    expect(
      actionsOf('PeopleReader').filter((action) => !/:(Get|List|Describe|Filter|Start)/.test(action)),
    ).toEqual([])
  })

  test('have these rights by no deployment: nobody is given a policy here, and no role trusts people', () => {
    expect(
      plan.resources
        .filter(({ type }) => /iam.*[aA]ttachment/.test(type))
        .flatMap(({ inputs }) =>
          String(inputs['policyArn'] ?? '').includes('canvass-production-') ? [inputs] : [],
        ),
    ).toEqual([])
    const trust = plan.of('aws:iam/role:Role').map(({ inputs }) => JSON.stringify(inputs['assumeRolePolicy']))
    expect(trust.filter((text) => /:root|AWS/.test(text))).toEqual([])
  })

  test('have at the desk what a command takes that lists, or polls, all feeds', () => {
    expect([desk()['cpu'], desk()['memory']]).toEqual(['1024', '2048'])
  })

  test('find at the desk the image of the consumers, as nobody, with another beginning: it takes the feeds from the code of a poller', () => {
    const [definition] = JSON.parse(desk()['containerDefinitions'])
    const [consumer] = JSON.parse(
      plan.one('aws:ecs/taskDefinition:TaskDefinition', 'ConsumerTask').inputs['containerDefinitions'],
    )
    expect(definition).toMatchObject({
      name: 'desk',
      user: '10001:10001',
      privileged: false,
      entryPoint: ['node', 'engine/cli/desk.ts'],
      command: ['status', '--home', 'aws'],
      // stacks/desk.sh reads what the desk said in `desk/desk/TASK`.
      logConfiguration: {
        options: { 'awslogs-group': '/canvass/production/desk', 'awslogs-stream-prefix': 'desk' },
      },
    })
    expect(definition.healthCheck).toBeUndefined()
    const [images, poller] = [
      plan.of('docker-build:index:Image'),
      plan.one('aws:lambda/function:Function', 'PollerSmallFunction').inputs,
    ]
    expect(images.map(({ name }) => name)).toEqual(['ConsumerImageConsumer', 'DeskImageDesk'])
    expect(images[1]?.inputs['context']).toEqual(images[0]?.inputs['context'])
    expect(definition.environment).toContainEqual({
      name: 'CANVASS_POLLING_FUNCTION',
      value: poller['name'],
    })
    const names = ({ environment }: { environment: { name: string }[] }) =>
      environment.map(({ name }) => name)
    expect(names(consumer).filter((name) => !names(definition).includes(name))).toEqual([
      'CANVASS_HEALTH_PORT',
      'CANVASS_PROCESSING_FUNCTION',
    ])
    expect(desk()['taskRoleArn']).not.toBe(
      plan.one('aws:ecs/taskDefinition:TaskDefinition', 'ConsumerTask').inputs['taskRoleArn'],
    )
  })

  test('leave at the desk what was ordered and answered, for ten years where data is kept', async () => {
    const kept = (of: Plan) =>
      of.one('aws:cloudwatch/logGroup:LogGroup', 'DeskLogGroupDesk').inputs['retentionInDays']
    expect([kept(plan), kept(await sharedPlan('dev'))]).toEqual([3_653, 14])
  })

  test('and the desk may do what pollers, processors and consumers may, and list feeds, read traces and have the code of pollers', () => {
    const role = plan.one('aws:iam/role:Role', 'DeskTaskRole').inputs
    const statements: readonly Statement[] = JSON.parse(role['inlinePolicies'][0].policy).Statement
    const actions = statements.flatMap(({ Action }) => Action)
    expect([...new Set(actions)].toSorted()).toEqual([
      ...['DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'].map((one) => `dynamodb:${one}`),
      ...['AlterGroup', 'Connect', 'DescribeGroup', 'DescribeTopic', 'ReadData', 'WriteData'].map(
        (one) => `kafka-cluster:${one}`,
      ),
      'kafka-cluster:WriteDataIdempotently',
      ...['DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards', 'PutRecords'].map(
        (one) => `kinesis:${one}`,
      ),
      'lambda:GetFunction',
      ...['DeleteObject', 'GetObject', 'ListBucket', 'PutObject'].map((one) => `s3:${one}`),
      'secretsmanager:GetSecretValue',
    ])
    expect(
      statements.flatMap(({ Action, Resource }) => (Action[0] === 'lambda:GetFunction' ? Resource : [])),
    ).toEqual([expect.stringMatching(/:function:canvass-production-PollerSmallFunction-\w+$/)])
    // State is deleted by its pieces alone, and objects in the exports.
    const deletes = (action: string) =>
      statements.flatMap(({ Action, Resource }) => (Action.includes(action) ? Resource : []))
    expect(
      deletes('dynamodb:DeleteItem').every((on) => /:table\/canvass-production-ItemsTable/.test(on)),
    ).toBe(true)
    expect(deletes('s3:DeleteObject').every((on) => /:::canvass-production-exports/.test(on))).toBe(true)
    expect(role['assumeRolePolicy'].Statement[0].Principal).toEqual({ Service: 'ecs-tasks.amazonaws.com' })
  })
})
