import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb'
import type { Counted } from '../aws/dynamo-counted.ts'
import { feedError } from '../errors/feed-error.ts'
import { numeral } from './dynamo-head.ts'
import { namesIndex } from './dynamo-tables.ts'
import type { StateHome } from './home.ts'
import { epochOf } from './layout.ts'

/** An item of DynamoDB may have 409,600 bytes, its key and the names of its attributes included. */
const maxBytes = 400_000
const units = { ReturnConsumedCapacity: 'TOTAL' } as const

/** The items of a state: written once, read consistently, listed by name. */
export function dynamoItems(
  client: DynamoDBClient,
  table: string,
  counted: Counted,
): Pick<StateHome, 'putItem' | 'getItem' | 'itemNames' | 'deleteItem'> {
  return {
    async putItem({ name, bytes }, signal) {
      const { feed, item } = partsOf(name)
      if (bytes.byteLength > maxBytes) {
        const size = { bytes: bytes.byteLength, limit: maxBytes }
        throw feedError('STATE_TOO_LARGE', { feed, what: `item ${item}`, ...size })
      }
      const command = new PutItemCommand({
        TableName: table,
        Item: { ...keyOf(name), epoch: numeral(epochOf(name)), bytes: { B: bytes } },
        ConditionExpression: 'attribute_not_exists(feed)',
        ...units,
      })
      try {
        await counted('PutItem', 'write', signal, () => client.send(command, { abortSignal: signal }))
      } catch (error) {
        // Its name is made of its content: what is there is the same.
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },

    async getItem(name, signal) {
      const command = new GetItemCommand({
        TableName: table,
        Key: keyOf(name),
        ConsistentRead: true,
        ...units,
      })
      const { Item: found } = await counted('GetItem', 'read', signal, () =>
        client.send(command, { abortSignal: signal }),
      )
      return found?.['bytes']?.B
    },

    async *itemNames(feed, signal) {
      let from: QueryCommandOutput['LastEvaluatedKey']
      do {
        const command = new QueryCommand({
          TableName: table,
          IndexName: namesIndex,
          ConsistentRead: true,
          KeyConditionExpression: 'feed = :feed',
          ExpressionAttributeValues: { ':feed': { S: feed } },
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
          ...units,
        })
        const page = await counted('Query', 'read', signal, () =>
          client.send(command, { abortSignal: signal }),
        )
        for (const { item } of page.Items ?? []) yield `${feed}/${item?.S ?? ''}`
        from = page.LastEvaluatedKey
      } while (from !== undefined)
    },

    async deleteItem(name, signal) {
      const command = new DeleteItemCommand({ TableName: table, Key: keyOf(name), ...units })
      await counted('DeleteItem', 'write', signal, () => client.send(command, { abortSignal: signal }))
    },
  }
}

/** `FEED/EPOCH/CONTENT`: the feed is the partition, the rest the key within it. */
function partsOf(name: string): { readonly feed: string; readonly item: string } {
  const slash = name.indexOf('/')
  return { feed: name.slice(0, slash), item: name.slice(slash + 1) }
}

function keyOf(name: string) {
  const { feed, item } = partsOf(name)
  return { feed: { S: feed }, item: { S: item } }
}
