import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb'
import { clientOptions } from '../../../engine/aws/client-options.ts'
import { exportsTo } from '../../../engine/entry/exports.ts'
import { folderTarget } from '../../../engine/export/folder-target.ts'
import { newMeter } from '../../../engine/flow/meter.ts'
import { kafkaLog } from '../../../engine/log/kafka.ts'
import { kafkaCluster } from '../../../engine/log/kafka-cluster.ts'
import { setUpKafkaTopics } from '../../../engine/log/kafka-setup.ts'
import { kafkaTopics } from '../../../engine/log/kafka-topics.ts'
import { dynamoRegister } from '../../../engine/register/dynamo.ts'
import { registerTable } from '../../../engine/register/dynamo-table.ts'
import { dynamoResults } from '../../../engine/results/dynamo.ts'
import { resultsTable } from '../../../engine/results/dynamo-table.ts'
import { systemClock } from '../../../engine/time/system-clock.ts'
import { fastest } from '../../crash/world.ts'
import { type FaultProxy, httpFaultProxy } from '../../services/fault-proxy.ts'
import { type NightHomes, partitions } from './homes.ts'

/** Where the servers are. */
export interface RealEndpoints {
  readonly dynamodb: string
  readonly kafka: string
}

const { signal } = new AbortController()
const region = 'us-east-1'

/** Tables behind a proxy of their own, and topics, of one night: gone with it. */
export async function realHomes(
  endpoints: RealEndpoints,
): Promise<NightHomes & { readonly dynamodb: FaultProxy }> {
  const name = `desk-${randomUUID().slice(0, 8)}`
  const dynamodb = await httpFaultProxy(endpoints.dynamodb)
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const settings = { region, endpoints: { dynamodb: dynamodb.endpoint }, credentials }
  const client = new DynamoDBClient(clientOptions(settings, 'dynamodb'))
  const cluster = kafkaCluster({ brokers: [endpoints.kafka], brokerAccess: 'open' }, { region })
  const tables = [resultsTable(`${name}-results`), registerTable(`${name}-register`)]
  const wanted = kafkaTopics.map((topic) => ({ ...topic, partitions }))
  await Promise.all([
    ...tables.map((table) => made(client, table)),
    setUpKafkaTopics(
      { cluster, topicPrefix: `${name}.`, clock: systemClock },
      { make: true, wanted, signal },
    ),
  ])
  const meter = newMeter()
  const directory = mkdtempSync(join(fastest, 'canvass-desk-'))
  const messages = kafkaLog({ cluster, topicPrefix: `${name}.`, meter })
  return {
    dynamodb,
    log: messages.log,
    reader: (group) => messages.reader(group),
    results: dynamoResults({ client, table: `${name}-results`, meter, clock: systemClock }),
    register: dynamoRegister({ client, table: `${name}-register`, meter }),
    exports: exportsTo(folderTarget(join(directory, 'exports')), ['csv'], (group) => messages.reader(group)),
    async [Symbol.asyncDispose]() {
      await messages.log[Symbol.asyncDispose]()
      dynamodb.calm()
      const kafka = cluster.client()
      const admin = kafka.kafka.admin()
      await admin.connect()
      await Promise.all([
        ...tables.map(({ TableName: table }) => removed(client, table)),
        admin.deleteTopics({ topics: wanted.map(({ topic }) => `${name}.${topic}`) }),
      ])
      await admin.disconnect()
      kafka.cut()
      client.destroy()
      await dynamodb[Symbol.asyncDispose]()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** A slow server answers a second try that it is there already: the name is of this night alone. */
async function made(client: DynamoDBClient, table: CreateTableCommandInput): Promise<void> {
  try {
    await client.send(new CreateTableCommand(table))
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error
  }
}

/** A slow server answers a second try that there is none any more. */
async function removed(client: DynamoDBClient, table: string): Promise<void> {
  try {
    await client.send(new DeleteTableCommand({ TableName: table }))
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error
  }
}
