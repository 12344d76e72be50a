import { randomBytes } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { clientOptions } from '../../engine/aws/client-options.ts'
import { headsTable, itemsTable } from '../../engine/state/dynamo-tables.ts'
import type { Damage } from '../conformance/state-damage.ts'

/** A client of a server that asks nobody who they are, with the tries that every client has, if not said otherwise. */
export function dynamoClient(
  endpoint: string,
  tries: { readonly maxAttempts?: number } = {},
): DynamoDBClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const settings = { region: 'us-east-1', credentials, endpoints: { dynamodb: endpoint } }
  return new DynamoDBClient({ ...clientOptions(settings, 'dynamodb'), ...tries })
}

export interface StateTables extends AsyncDisposable {
  readonly client: DynamoDBClient
  readonly tables: { readonly heads: string; readonly items: string }
  /** Writes over the text of a head that lies in `body`. */
  readonly damage: Damage
}

/** Two tables that no other test knows. */
export async function stateTables(endpoint: string): Promise<StateTables> {
  const client = dynamoClient(endpoint)
  const name = `test-${randomBytes(6).toString('hex')}`
  const tables = { heads: `${name}-heads`, items: `${name}-items` }
  await client.send(new CreateTableCommand(headsTable(tables.heads)))
  await client.send(new CreateTableCommand(itemsTable(tables.items)))
  return {
    client,
    tables,
    async damage(feed, change) {
      const { Item: item } = await client.send(
        new GetItemCommand({ TableName: tables.heads, Key: { feed: { S: feed } }, ConsistentRead: true }),
      )
      const bytes = item?.['body']?.B
      if (bytes === undefined) throw new Error(`there is no head of ${feed}`)
      const body = { B: zstdCompressSync(change(zstdDecompressSync(bytes).toString())) }
      await client.send(new PutItemCommand({ TableName: tables.heads, Item: { ...item, body } }))
    },
    async [Symbol.asyncDispose]() {
      for (const table of Object.values(tables))
        await client.send(new DeleteTableCommand({ TableName: table }))
      client.destroy()
    },
  }
}
