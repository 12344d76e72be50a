import {
  type AttributeValue,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  paginateScan,
} from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { s3Archive } from '../../engine/archive/s3.ts'
import { s3Client } from '../../engine/archive/s3-client.ts'
import { clientOptions } from '../../engine/aws/client-options.ts'
import type { AwsSettings } from '../../engine/aws/settings.ts'
import { newMeter } from '../../engine/flow/meter.ts'
import { kafkaLog } from '../../engine/log/kafka.ts'
import { kafkaCluster } from '../../engine/log/kafka-cluster.ts'
import { setUpKafkaTopics } from '../../engine/log/kafka-setup.ts'
import { kafkaTopics } from '../../engine/log/kafka-topics.ts'
import { dynamoResults } from '../../engine/results/dynamo.ts'
import { resultsTable } from '../../engine/results/dynamo-table.ts'
import { dynamoStateHome } from '../../engine/state/dynamo.ts'
import { headsTable, itemsTable } from '../../engine/state/dynamo-tables.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import type { WorldHomes } from '../crash/homes.ts'

/** Where the homes of one story are. Plain data: a process of its own is told by it. */
export interface RealPlace {
  readonly dynamodb: string
  readonly s3: string
  readonly kafka: string
  /** Begins the names of its tables, its bucket and its topics. */
  readonly name: string
}

const { signal } = new AbortController()
const region = 'us-east-1'
const settingsOf = ({ dynamodb, s3 }: RealPlace): AwsSettings => ({
  region,
  endpoints: { dynamodb, s3 },
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
})
const tablesOf = ({ name }: RealPlace) => ({ heads: `${name}-heads`, items: `${name}-items` })
const clusterOf = (place: RealPlace) =>
  kafkaCluster({ brokers: [place.kafka], brokerAccess: 'open' }, { region })
const topicPrefixOf = ({ name }: RealPlace): string => `${name}.`

/** DynamoDB without the one thing that all rests on: writes of a whole item ask for nothing. */
function forgetConditions(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next) => (args) => {
      const {
        ConditionExpression: _,
        ExpressionAttributeNames: __,
        ExpressionAttributeValues: ___,
        ...input
      } = args.input as PutItemCommandInput
      const isPut = 'Item' in input
      return next(isPut ? { ...args, input } : args)
    },
    { step: 'initialize', name: 'forgetConditions' },
  )
}

/** DynamoDB, S3 and Kafka, as the cloud's homes use them. `unconditional` is for the test of this test. */
export function realHomes(
  place: RealPlace,
  { unconditional = false }: { readonly unconditional?: boolean } = {},
): WorldHomes {
  const settings = settingsOf(place)
  const client = new DynamoDBClient(clientOptions(settings, 'dynamodb'))
  const objects = s3Client(settings)
  if (unconditional) forgetConditions(client)
  const meter = newMeter()
  const tables = tablesOf(place)
  const opened = kafkaLog({ cluster: clusterOf(place), topicPrefix: topicPrefixOf(place), meter })
  const stores = {
    /** Another one for whoever asks: no process knows what another remembers. */
    get home() {
      return dynamoStateHome({ client, tables, meter })
    },
    archive: s3Archive({ client: objects, bucket: place.name, meter }),
    log: opened.log,
  }
  const results = dynamoResults({ client, table: `${place.name}-results`, meter, clock: systemClock })
  let backup: readonly (readonly [table: string, item: Record<string, AttributeValue>])[] = []

  async function everything(): Promise<typeof backup> {
    const found: (readonly [string, Record<string, AttributeValue>])[] = []
    for (const table of Object.values(tables)) {
      for await (const { Items: items = [] } of paginateScan(
        { client },
        { TableName: table, ConsistentRead: true },
      ))
        found.push(...items.map((item) => [table, item] as const))
    }
    return found
  }

  return {
    stores,
    reader: (group) => opened.reader(group),
    results: () => results,
    async backUp() {
      backup = await everything()
    },
    async restore() {
      for (const [table, item] of await everything()) {
        const names = table === tables.heads ? ['feed'] : ['feed', 'item']
        const key = Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)))
        await client.send(new DeleteItemCommand({ TableName: table, Key: key }))
      }
      for (const [table, item] of backup)
        await client.send(new PutItemCommand({ TableName: table, Item: item }))
    },
    async close() {
      await opened.log[Symbol.asyncDispose]()
      await results[Symbol.asyncDispose]()
      client.destroy()
      objects.destroy()
    },
  }
}

/** Makes tables, bucket and topics for one story; what it answers removes the tables and topics again. */
export async function makeRealPlace(place: RealPlace): Promise<() => Promise<void>> {
  const settings = settingsOf(place)
  const client = new DynamoDBClient(clientOptions(settings, 'dynamodb'))
  const objects = s3Client(settings)
  const { heads, items } = tablesOf(place)
  const tables = [headsTable(heads), itemsTable(items), resultsTable(`${place.name}-results`)]
  const cluster = clusterOf(place)
  const topicPrefix = topicPrefixOf(place)
  const wanted = kafkaTopics.map((topic) => ({ ...topic, partitions: 2 }))
  await Promise.all([
    ...tables.map((table) => client.send(new CreateTableCommand(table))),
    objects.send(new CreateBucketCommand({ Bucket: place.name })),
    setUpKafkaTopics({ cluster, topicPrefix, clock: systemClock }, { make: true, wanted, signal }),
  ])
  return async () => {
    const kafka = cluster.client()
    const admin = kafka.kafka.admin()
    await admin.connect()
    await Promise.all([
      ...tables.map(({ TableName: name }) => client.send(new DeleteTableCommand({ TableName: name }))),
      admin.deleteTopics({ topics: wanted.map(({ topic }) => `${topicPrefix}${topic}`) }),
    ])
    kafka.cut()
    client.destroy()
    objects.destroy()
  }
}
