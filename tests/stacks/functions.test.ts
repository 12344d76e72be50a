import { beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import { type Plan, type SharedPlan, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

const type = 'aws:lambda/function:Function'
const functions = ['PollerLarge', 'PollerSmall', 'Processing', 'Topics', 'Watch']

describe.skipIf(missing)(named('the functions'), () => {
  let plan: Plan
  beforeAll(async () => {
    plan = await sharedPlan('production')
  })
  const inputsOf = (name: string) => plan.one(type, `${name}Function`).inputs

  test('are these, of code that was bundled before', () => {
    expect(plan.of(type).map(({ name }) => name)).toEqual(functions.map((name) => `${name}Function`))
    expect(functions.map((name) => String(inputsOf(name)['handler']))).toEqual([
      'poller.handler',
      'poller.handler',
      'processing.handler',
      'topics.handler',
      'watch.handler',
    ])
  })

  test.each(functions)('%s runs on Node 24 in the private subnets, with no address', (name) => {
    expect(inputsOf(name)).toMatchObject({
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      vpcConfig: {
        subnetIds: ['NetworkPrivateSubnet1-id', 'NetworkPrivateSubnet2-id', 'NetworkPrivateSubnet3-id'],
        securityGroupIds: ['Workers-id'],
      },
    })
    expect(plan.of('aws:lambda/functionUrl:FunctionUrl')).toEqual([])
    expect(plan.of('aws:lambda/permission:Permission')).toEqual([])
  })

  test.each(functions)(
    '%s writes its log as text: lines of metrics in another form would be none',
    (name) => {
      expect(inputsOf(name)['loggingConfig']).toMatchObject({ logFormat: 'Text' })
    },
  )

  test('watch once a minute, and once only: the next minute looks again', () => {
    expect(
      plan.one('aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig', 'WatchTries').inputs,
    ).toMatchObject({ maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 })
    expect(plan.one('aws:scheduler/schedule:Schedule', 'WatchClock').inputs['target'].retryPolicy).toEqual({
      maximumEventAgeInSeconds: 60,
      maximumRetryAttempts: 0,
    })
  })

  test.each(functions)('%s has room for its environment, of which Lambda takes 4 KB', (name) => {
    const { variables } = inputsOf(name)['environment']
    expect(Buffer.byteLength(JSON.stringify(variables))).toBeLessThan(2_048)
  })

  test('have memory and time by what they do', () => {
    const sizes = functions.map((name) => {
      const { memorySize, timeout, ephemeralStorage } = inputsOf(name)
      return [name, memorySize, timeout, ephemeralStorage.size]
    })
    expect(sizes).toEqual([
      ['PollerLarge', 3008, 900, 4096],
      ['PollerSmall', 1024, 300, 512],
      ['Processing', 2048, 90, 2048],
      ['Topics', 512, 120, 512],
      ['Watch', 1024, 50, 512],
    ])
  })

  test.each<[SharedPlan, number]>([
    ['production', 365],
    ['dev', 14],
  ])('of %s keep their logs for %i days', async (stage, days) => {
    const found = await sharedPlan(stage)
    const names = [...functions.map((name) => `${name}LogGroup`), 'ConsumerLogGroupConsumer', 'BrokerLogs']
    const kept = names.map((name) => {
      const { inputs } = found.one('aws:cloudwatch/logGroup:LogGroup', name)
      return [name, inputs['retentionInDays']]
    })
    expect(kept).toEqual(names.map((name) => [name, days]))
    const all = found.of('aws:cloudwatch/logGroup:LogGroup')
    expect(all.filter(({ inputs }) => !(inputs['retentionInDays'] > 0))).toEqual([])
  })

  test.each<[SharedPlan, string, string]>([
    ['production', '', 'usual'],
    ['staging', '', 'serverless'],
    ['existing', 'kim.', 'serverless'],
  ])('of %s have an environment that the engine reads', async (stage, topicPrefix, brokerKind) => {
    const found = await sharedPlan(stage)
    for (const name of functions) {
      const { variables } = found.one(type, `${name}Function`).inputs['environment']
      const config = readConfig({ ...variables, CANVASS_ENV_FILE: '/dev/null', AWS_REGION: 'us-east-1' })
      expect(config.stage).toBe(found.app.stage)
      // Nothing else can be written in a function.
      expect(config.data).toBe('/tmp/canvass')
      const hosts = found.one('aws:dynamodb/table:Table', 'HostsTable').inputs['name']
      expect(config.cloud?.hostsTable).toBe(hosts)
      expect(config.cloud).toMatchObject({ brokerAccess: 'iam', brokerKind, topicPrefix })
      const { tables, bucket, traceStream, secrets } = config.cloud ?? {}
      const made = (kind: string, resource: string) => found.one(kind, resource).inputs
      expect(tables).toEqual({
        heads: made('aws:dynamodb/table:Table', 'HeadsTable')['name'],
        items: made('aws:dynamodb/table:Table', 'ItemsTable')['name'],
        results: made('aws:dynamodb/table:Table', 'ResultsTable')['name'],
        register: made('aws:dynamodb/table:Table', 'RegisterTable')['name'],
      })
      expect(bucket).toBe(made('aws:s3/bucket:Bucket', 'ArchiveBucket')['bucket'])
      expect(traceStream).toBe(made('aws:kinesis/stream:Stream', 'TraceStream')['name'])
      expect(secrets).toEqual({ service: 'secrets-manager', prefix: `canvass/${found.app.stage}/` })
      expect(config.exports?.at).toMatchObject({
        bucket: made('aws:s3/bucket:Bucket', 'ExportsBucket')['bucket'],
      })
    }
  })

  test('are told what whoever deploys has said only where they need it, and the desk all of it', async () => {
    const guest = await sharedPlan('existing')
    const given = ['CANVASS_PROXY', 'CANVASS_ALERT_WEBHOOK', 'CANVASS_EXPORT_FORMATS']
    const told = functions.flatMap((name) => {
      const { variables } = guest.one(type, `${name}Function`).inputs['environment']
      return given.flatMap((one) => (variables[one] ? [`${name} ${one}`] : []))
    })
    expect(told).toEqual([
      'PollerLarge CANVASS_PROXY',
      'PollerSmall CANVASS_PROXY',
      'Processing CANVASS_ALERT_WEBHOOK',
      'Processing CANVASS_EXPORT_FORMATS',
    ])
    const { containerDefinitions } = guest.one('aws:ecs/taskDefinition:TaskDefinition', 'DeskTask').inputs
    const [{ environment }] = JSON.parse(containerDefinitions)
    const known = environment.map(({ name }: { name: string }) => name)
    expect(given.filter((one) => !known.includes(one))).toEqual([])
  })
})

describe.skipIf(missing)(named('the queues of ticks'), () => {
  let plan: Plan
  beforeAll(async () => {
    plan = await sharedPlan('production')
  })

  test.each([
    ['Small', 300, { batchSize: 10, maximumBatchingWindowInSeconds: 1, maximum: 50 }],
    ['Large', 900, { batchSize: 1, maximumBatchingWindowInSeconds: 0, maximum: 20 }],
  ])(
    'of %s feeds are read in batches, as many at once as is said',
    (size, seconds, { maximum, ...batches }) => {
      const source = plan.one('aws:lambda/eventSourceMapping:EventSourceMapping', `Poller${size}Source`)
      expect(source.inputs).toMatchObject({
        ...batches,
        eventSourceArn: `arn:aws:sqs:us-east-1:123456789012:canvass-production-ticks-${size.toLowerCase()}`,
        functionName: expect.stringMatching(`:function:canvass-production-Poller${size}Function-`),
        functionResponseTypes: ['ReportBatchItemFailures'],
        scalingConfig: { maximumConcurrency: maximum },
      })
      const { inputs } = plan.one('aws:sqs/queue:Queue', `Poller${size}Ticks`)
      // What a function has that was ended is given to another one a minute later, not while it may still run.
      expect(inputs['visibilityTimeoutSeconds']).toBe(seconds + 60)
      expect(JSON.parse(inputs['redrivePolicy'])).toEqual({
        deadLetterTargetArn: 'arn:aws:sqs:us-east-1:123456789012:canvass-production-dead-ticks',
        maxReceiveCount: 2,
      })
    },
  )

  test('are encrypted, and nobody is let in by a policy of their own', () => {
    expect(plan.of('aws:sqs/queue:Queue').map(({ inputs }) => inputs['sqsManagedSseEnabled'])).toEqual([
      true,
      true,
      true,
    ])
    expect(plan.of('aws:sqs/queuePolicy:QueuePolicy')).toEqual([])
  })

  test('are read only once the topics are there', () => {
    const [topics] = plan.of('aws:lambda/invocation:Invocation')
    // And made again whenever the code that knows them is another one.
    expect(topics?.inputs['triggers']).toEqual({
      brokers: 'b-1.kafka.example:9098,b-2.kafka.example:9098',
      code: plan.one(type, 'TopicsFunction').inputs['s3Key'],
    })
    for (const { dependsOn } of plan.of('aws:lambda/eventSourceMapping:EventSourceMapping'))
      expect(dependsOn).toContain(topics?.urn)
  })
})
