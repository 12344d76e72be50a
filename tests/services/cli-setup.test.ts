import { randomUUID } from 'node:crypto'
import { CreateTableCommand, DynamoDBClient, UpdateContinuousBackupsCommand } from '@aws-sdk/client-dynamodb'
import { PutBucketVersioningCommand } from '@aws-sdk/client-s3'
import { ConfigResourceTypes } from 'kafkajs'
import { describe, expect, test } from 'vitest'
import { s3Client } from '../../engine/archive/s3-client.ts'
import { clientOptions } from '../../engine/aws/client-options.ts'
import { awsSettings } from '../../engine/aws/settings.ts'
import { kafkaCluster } from '../../engine/log/kafka-cluster.ts'
import { setUpKafkaTopics } from '../../engine/log/kafka-setup.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import { feed } from '../helpers/feed-command.ts'
import { cloudEnvironment, cloudNeeds } from './cloud-home.ts'

const { missing, named } = cloudNeeds
type Variables = Readonly<Record<string, string>>

async function setup(environment: Variables, ...words: readonly string[]) {
  const { exit, stdout } = await feed(['setup', '--home', 'aws', '--json', ...words], { environment })
  const { found, problems } = JSON.parse(stdout) as {
    readonly found: readonly { what: string; name: string; is: string; differs: readonly object[] }[]
    readonly problems: readonly { code: string; message: string }[]
  }
  return { exit, found, problems, words: found.map(({ what, is }) => `${what} ${is}`) }
}
const everything = (is: string) =>
  [...Array<string>(4).fill('table'), 'bucket', ...Array<string>(5).fill('topic'), 'stream'].map(
    (what) => `${what} ${is}`,
  )

describe.skipIf(missing)(named('feed setup'), () => {
  test('with --check it says what is missing and makes nothing; without it, it makes all of it once', async () => {
    const environment = cloudEnvironment('none')
    expect(await setup(environment, '--check')).toMatchObject({ exit: 1, words: everything('missing') })
    expect(await setup(environment, '--check')).toMatchObject({ exit: 1, words: everything('missing') })
    expect(await setup(environment)).toMatchObject({ exit: 0, words: everything('made') })
    const again = await setup(environment)
    expect(again).toMatchObject({ exit: 0, words: everything('there'), problems: [] })
    expect(again.found.flatMap(({ differs }) => differs)).toEqual([])
    expect(again.found.map(({ name }) => name)).toEqual([
      environment['CANVASS_HEADS_TABLE'],
      environment['CANVASS_ITEMS_TABLE'],
      environment['CANVASS_RESULTS_TABLE'],
      environment['CANVASS_REGISTER_TABLE'],
      environment['CANVASS_BUCKET'],
      ...['results.changes', 'feeds.status', 'results.current', 'results.alerts', 'dead-letters'].map(
        (topic) => `${environment['CANVASS_TOPIC_PREFIX']}${topic}`,
      ),
      environment['CANVASS_TRACE_STREAM'],
    ])
    expect(await setup(environment, '--check')).toMatchObject({ exit: 0, words: everything('there') })
  })

  test('makes the table of hosts where there is to be one', async () => {
    const environment = { ...cloudEnvironment('none'), CANVASS_HOSTS_TABLE: `${randomUUID()}-hosts` }
    const { exit, found } = await setup(environment)
    expect(exit).toBe(0)
    expect(found).toContainEqual(
      expect.objectContaining({
        what: 'table',
        name: environment.CANVASS_HOSTS_TABLE,
        is: 'made',
        differs: [],
      }),
    )
  })

  test('two at one time both find everything made', async () => {
    const environment = cloudEnvironment('none')
    const both = await Promise.all([setup(environment), setup(environment)])
    for (const one of both) {
      expect(one).toMatchObject({ exit: 0, problems: [] })
      expect(one.found.flatMap(({ differs }) => differs)).toEqual([])
    }
  })

  test('what is there and is not as it should be is said, setting by setting, and not changed', async () => {
    const environment = cloudEnvironment('none')
    const table = environment['CANVASS_ITEMS_TABLE']
    const topic = `${environment['CANVASS_TOPIC_PREFIX']}results.changes`
    await tableOfOtherShape(environment, table ?? '')
    await topicOfOtherShape(environment, topic)
    const { exit, stdout } = await feed(['setup', '--home', 'aws'], { environment })
    expect(exit).toBe(1)
    expect(stdout).toContain(`${table}${' '.repeat(topic.length - (table ?? '').length)}  differs
        key: feed S HASH, should be feed S HASH, item S RANGE
        index names: nothing, should be feed S HASH, epoch N RANGE, KEYS_ONLY
`)
    expect(stdout).toContain(`${topic}  differs\n`)
    expect(stdout).toContain('        cleanup.policy: compact, should be delete\n')
    expect(stdout).toContain('        partitions: 2, should be 24\n')
    expect(stdout).toMatch(/→ 2 as it should not be, .*"feed setup --home aws" again\.\n$/)
    const { found } = await setup(environment)
    expect(found.filter(({ differs }) => differs.length > 0).map(({ name }) => name)).toEqual([table, topic])
  })

  test('backups of tables and versions of the bucket are switched on, where the service has them', async () => {
    const stage = cloudEnvironment('none')
    // Another server than that of the other tests: it has both, in any region.
    const moto = stage['AWS_ENDPOINT_URL'] ?? ''
    const there = { AWS_ENDPOINT_URL_DYNAMODB: moto, AWS_ENDPOINT_URL_S3: moto }
    const environment = { ...stage, ...there, AWS_REGION: 'eu-west-1' }
    expect(await setup(environment)).toMatchObject({ exit: 0, words: everything('made'), problems: [] })
    expect(await setup(environment, '--check')).toMatchObject({ exit: 0, words: everything('there') })
    await switchOff(environment)
    const checked = await feed(['setup', '--home', 'aws', '--check'], { environment })
    expect(checked.exit).toBe(1)
    expect(checked.stdout).toContain('differs\n        point-in-time recovery: off, should be on\n')
    expect(checked.stdout).toContain('differs\n        versioning: off, should be on\n')
    const { exit, stdout } = await feed(['setup', '--home', 'aws'], { environment })
    expect(exit).toBe(0)
    expect(stdout).toMatch(
      new RegExp(`${stage['CANVASS_HEADS_TABLE']} +there, point-in-time recovery switched on\n`),
    )
    expect(stdout).toMatch(new RegExp(`${stage['CANVASS_BUCKET']} +there, versioning switched on\n`))
    expect(await setup(environment, '--check')).toMatchObject({ exit: 0 })
  })

  test('a service that can not be asked hides none of the others', async () => {
    const environment = { ...cloudEnvironment('none'), CANVASS_BROKERS: '127.0.0.1:1' }
    const { exit, words, problems } = await setup(environment)
    expect(exit).toBe(1)
    expect(words).toEqual(everything('made').filter((one) => !one.startsWith('topic')))
    expect(problems).toMatchObject([{ code: 'LOG_FAILED' }])
  })
})

async function switchOff(environment: Variables): Promise<void> {
  const settings = awsSettings({ environment }, environment['AWS_REGION'] ?? '')
  const dynamodb = new DynamoDBClient(clientOptions(settings, 'dynamodb'))
  await dynamodb.send(
    new UpdateContinuousBackupsCommand({
      TableName: environment['CANVASS_HEADS_TABLE'],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    }),
  )
  dynamodb.destroy()
  const s3 = s3Client(settings)
  await s3.send(
    new PutBucketVersioningCommand({
      Bucket: environment['CANVASS_BUCKET'],
      VersioningConfiguration: { Status: 'Suspended' },
    }),
  )
  s3.destroy()
}

async function tableOfOtherShape(environment: Variables, name: string): Promise<void> {
  const settings = awsSettings({ environment }, environment['AWS_REGION'] ?? '')
  const client = new DynamoDBClient(clientOptions(settings, 'dynamodb'))
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'feed', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'feed', KeyType: 'HASH' }],
    }),
  )
  client.destroy()
}

async function topicOfOtherShape(environment: Variables, topic: string): Promise<void> {
  const brokers = [environment['CANVASS_BROKERS'] ?? '']
  const cluster = kafkaCluster({ brokers, brokerAccess: 'open' }, { region: 'us-east-1' })
  const wanted = [{ topic, partitions: 2, retentionDays: 120 }]
  const { signal } = new AbortController()
  // Not by kafkajs alone, which does not wait until the brokers know of a topic.
  await setUpKafkaTopics({ cluster, topicPrefix: '', clock: systemClock }, { make: true, wanted, signal })
  const client = cluster.client()
  const admin = client.kafka.admin()
  await admin.connect()
  const configEntries = [{ name: 'cleanup.policy', value: 'compact' }]
  const resources = [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries }]
  await admin.alterConfigs({ validateOnly: false, resources })
  client.cut()
}
