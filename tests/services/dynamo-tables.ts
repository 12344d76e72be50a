import { randomBytes } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { clientOptions } from '../../engine/aws/client-options.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { headsTable, itemsTable } from '../../engine/state/dynamo-tables.ts'
import type { Damage } from '../conformance/state-damage.ts'
import { readingConsistently } from './consistent-reads.ts'
import { accessTo } from './server-access.ts'

/** A client of a server that asks nobody who they are, with the tries that every client has, if not said otherwise. Its reads must be consistent. */
export function dynamoClient(
  endpoint: string,
  tries: { readonly maxAttempts?: number } = {},
): DynamoDBClient {
  const access = accessTo({ dynamodb: endpoint })
  return readingConsistently(new DynamoDBClient({ ...clientOptions(access, 'dynamodb'), ...tries }))
}

export interface StateTables extends AsyncDisposable {
  readonly client: DynamoDBClient
  readonly tables: { readonly heads: string; readonly items: string }
  /** Writes over the text of a head that lies in `body`. */
  readonly damage: Damage
  /** Writes over attributes of a head; undefined takes one away. */
  change(feed: FeedId, attributes: Readonly<Record<string, AttributeValue | undefined>>): Promise<void>
}

/** Two tables that no other test knows. */
export async function stateTables(endpoint: string): Promise<StateTables> {
  const client = dynamoClient(endpoint)
  const name = `test-${randomBytes(6).toString('hex')}`
  const tables = { heads: `${name}-heads`, items: `${name}-items` }
  await client.send(new CreateTableCommand(headsTable(tables.heads)))
  await client.send(new CreateTableCommand(itemsTable(tables.items)))
  async function headOf(feed: FeedId): Promise<Record<string, AttributeValue>> {
    const key = { TableName: tables.heads, Key: { feed: { S: feed } }, ConsistentRead: true }
    const { Item: item } = await client.send(new GetItemCommand(key))
    if (item === undefined) throw new Error(`there is no head of ${feed}`)
    return item
  }
  const change: StateTables['change'] = async (feed, attributes) => {
    const kept = Object.entries({ ...(await headOf(feed)), ...attributes }).flatMap(([attribute, value]) =>
      value === undefined ? [] : [[attribute, value] as const],
    )
    await client.send(new PutItemCommand({ TableName: tables.heads, Item: Object.fromEntries(kept) }))
  }
  return {
    client,
    tables,
    change,
    async damage(feed, edit) {
      const bytes = (await headOf(feed))['body']?.B ?? new Uint8Array()
      await change(feed, { body: { B: zstdCompressSync(edit(zstdDecompressSync(bytes).toString())) } })
    },
    async [Symbol.asyncDispose]() {
      for (const table of Object.values(tables))
        await client.send(new DeleteTableCommand({ TableName: table }))
      client.destroy()
    },
  }
}
