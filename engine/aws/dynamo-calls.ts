import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import type { Meter } from '../flow/meter.ts'
import { dynamoCounted } from './dynamo-counted.ts'

/** The key of an item, or of a partition, by the names of its parts; each is a text. */
export type Key = Readonly<Record<string, string>>
export type Item = Readonly<Record<string, AttributeValue>>
/** Attributes to write. Undefined: to remove. */
export type Values = Readonly<Record<string, AttributeValue | undefined>>

/** A condition, in DynamoDB's language, on attributes by their names with a `#` before them. */
export interface Condition {
  readonly expression: string
  readonly values?: Item
}

/** What a conditional write met: itself carried out or not, and the item as it was before. */
export interface Written {
  readonly done: boolean
  readonly before: Item | undefined
}

/** One table. All reads are strongly consistent; what the SDK gives up on is AWS_FAILED or AWS_REFUSED. */
export interface Calls {
  get(key: Key, signal: AbortSignal): Promise<Item | undefined>
  /** Puts an item where none is. Items that are there stay: they say the same. */
  putNew(key: Key, values: Item, signal: AbortSignal): Promise<void>
  /** Sets, removes and adds (to sets) if the condition holds. */
  update(
    key: Key,
    change: { readonly values: Values; readonly add?: Item; readonly condition?: Condition },
    signal: AbortSignal,
  ): Promise<Written>
  delete(key: Key, signal: AbortSignal): Promise<void>
  /** One page of a query, and where the next one begins. */
  query(ask: Ask, from: Item | undefined, signal: AbortSignal): Promise<Page>
}

export interface Ask {
  readonly partition: Key
  readonly index?: string
  /** What the sort key of the index, which has the name of the index, begins with. */
  readonly prefix?: string
  readonly filter?: Condition
  readonly descending?: boolean
  /** Items to look at for one page. */
  readonly limit?: number
  /** Only how many. */
  readonly count?: boolean
}

export interface Page {
  readonly items: readonly Item[]
  readonly count: number
  /** Undefined: this was the last one. */
  readonly next: Item | undefined
}

export function dynamoCalls({
  client,
  table,
  meter,
}: {
  readonly client: DynamoDBClient
  readonly table: string
  readonly meter: Meter
}): Calls {
  const asked = { TableName: table, ReturnConsumedCapacity: 'TOTAL' } as const

  const counted = dynamoCounted(meter, table)

  return {
    async get(key, signal) {
      const command = new GetItemCommand({ ...asked, Key: attributes(key), ConsistentRead: true })
      return (await counted('GetItem', 'read', signal, () => client.send(command, { abortSignal: signal })))
        .Item
    },
    async putNew(key, values, signal) {
      const command = new PutItemCommand({
        ...asked,
        Item: { ...attributes(key), ...values },
        ConditionExpression: `attribute_not_exists(${Object.keys(key)[0]})`,
      })
      try {
        await counted('PutItem', 'write', signal, () => client.send(command, { abortSignal: signal }))
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },
    async update(key, { values, add = {}, condition }, signal) {
      const command = new UpdateItemCommand({
        ...asked,
        Key: attributes(key),
        ...updateOf(values, add, condition),
        ReturnValues: 'ALL_OLD',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      })
      try {
        const send = () => client.send(command, { abortSignal: signal })
        const { Attributes: before } = await counted('UpdateItem', 'write', signal, send)
        return { done: true, before }
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
        return { done: false, before: error.Item }
      }
    },
    async delete(key, signal) {
      const command = new DeleteItemCommand({ ...asked, Key: attributes(key) })
      await counted('DeleteItem', 'write', signal, () => client.send(command, { abortSignal: signal }))
    },
    async query(ask, from, signal) {
      const command = new QueryCommand({
        ...asked,
        ...queryOf(ask),
        ...(from && { ExclusiveStartKey: from }),
      })
      const send = () => client.send(command, { abortSignal: signal })
      const {
        Items: items = [],
        Count: count = 0,
        LastEvaluatedKey: next,
      } = await counted('Query', 'read', signal, send)
      return { items, count, next }
    },
  }
}

/** Every page of a query. */
export async function* everyPage(calls: Calls, ask: Ask, signal: AbortSignal): AsyncIterable<Page> {
  let from: Item | undefined
  do {
    // oxlint-disable-next-line no-await-in-loop -- the next page begins where this one ends
    const page = await calls.query(ask, from, signal)
    yield page
    from = page.next
  } while (from !== undefined)
}

/** Every item of a query, page by page. */
export async function* everyItem(calls: Calls, ask: Ask, signal: AbortSignal): AsyncIterable<Item> {
  for await (const { items } of everyPage(calls, ask, signal)) yield* items
}

export const numeral = (value: number): { N: string } => ({ N: String(value) })

const attributes = (key: Key): Item =>
  Object.fromEntries(Object.entries(key).map(([name, value]) => [name, { S: value }]))

function updateOf(values: Values, add: Item, condition: Condition | undefined) {
  const set = Object.keys(values).filter((name) => values[name] !== undefined)
  const remove = Object.keys(values).filter((name) => values[name] === undefined)
  const clauses = [
    ['SET', set.map((name) => `#${name} = :${name}`)],
    ['REMOVE', remove.map((name) => `#${name}`)],
    ['ADD', Object.keys(add).map((name) => `#${name} :${name}`)],
  ] as const
  const expression = clauses
    .flatMap(([verb, parts]) => (parts.length === 0 ? [] : `${verb} ${parts.join(', ')}`))
    .join(' ')
  const given = {
    ...add,
    ...Object.fromEntries(set.map((name) => [name, values[name]])),
    ...condition?.values,
  }
  return {
    UpdateExpression: expression,
    ...(condition && { ConditionExpression: condition.expression }),
    ExpressionAttributeNames: namesIn(`${expression} ${condition?.expression ?? ''}`),
    ExpressionAttributeValues: valuesOf(given as Item),
  }
}

function queryOf({
  partition,
  index,
  prefix,
  filter,
  descending,
  limit,
  count,
}: Ask): Omit<QueryCommandInput, 'TableName'> {
  const [name] = Object.keys(partition)
  const begins = prefix === undefined ? '' : ` AND begins_with(#${index}, :prefix)`
  const key = `#${name} = :${name}${begins}`
  return {
    ConsistentRead: true,
    KeyConditionExpression: key,
    ...(index !== undefined && { IndexName: index }),
    ...(filter && { FilterExpression: filter.expression }),
    ExpressionAttributeNames: namesIn(`${key} ${filter?.expression ?? ''}`),
    ExpressionAttributeValues: valuesOf({
      ...attributes(partition),
      ...(prefix !== undefined && { prefix: { S: prefix } }),
      ...filter?.values,
    }),
    ...(descending === true && { ScanIndexForward: false }),
    ...(limit !== undefined && { Limit: limit }),
    ...(count === true && { Select: 'COUNT' as const }),
  }
}

/** Many names are reserved words: each is given as `#name`. */
const namesIn = (expression: string): Record<string, string> =>
  Object.fromEntries([...expression.matchAll(/#(\w+)/g)].map(([sign, name]) => [sign, name ?? '']))

const valuesOf = (values: Item): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]))
