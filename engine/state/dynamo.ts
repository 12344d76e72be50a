import { randomBytes } from 'node:crypto'
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  type ScanCommandOutput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { dynamoCalls, numeral } from '../aws/dynamo-calls.ts'
import { dynamoCounted } from '../aws/dynamo-counted.ts'
import type { Meter } from '../flow/meter.ts'
import type { Head } from '../model/head.ts'
import type { FeedId } from '../model/ids.ts'
import { bindingEnds, isStillTrue, millisecondsOf } from './condition.ts'
import { type Attributes, emptyBody, headItem, type StoredHead, storedHead } from './dynamo-head.ts'
import { dynamoItems } from './dynamo-items.ts'
import { recentHeads } from './dynamo-recent-heads.ts'
import { emptyHead, type StateHome } from './home.ts'

/** A head that lacks one of these is damaged: it is never begun anew. */
const whole =
  'attribute_exists(body) AND attribute_exists(#write) AND attribute_exists(#version) AND attribute_exists(#epoch)'
/** The whole condition of a lease, for one of so many owners; nothing is read before it. */
const freeFor = (owners: readonly string[]): string =>
  `attribute_not_exists(feed) OR (${whole} AND #build <= :build AND (attribute_not_exists(#ended) OR #ended <> :own0) AND (attribute_not_exists(#until) OR #owner IN (${owners.join()}) OR #until <= :after OR #until > :upTo))`
const raise =
  'SET #build = :build, #owner = :own0, #until = :until, #write = :write, body = if_not_exists(body, :empty) ADD #version :one, #epoch :one'
const words = Object.fromEntries(
  ['version', 'epoch', 'build', 'owner', 'until', 'ended', 'write'].map((word) => [`#${word}`, word]),
)
const asked = { ReturnConsumedCapacity: 'TOTAL', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const

/**
 * The state store's home in DynamoDB: two tables (`dynamo-tables.ts`). A head is one item, and a write of it names
 * itself: the next one is conditional on exactly that name. So a head that this process remembers, from before a table
 * was restored even, can not overwrite what it does not know; and a write whose answer was lost is recognised when the
 * client repeats it. Fails with AWS_FAILED, AWS_REFUSED, STATE_TOO_LARGE.
 */
export function dynamoStateHome({
  client,
  tables: { heads, items },
  meter,
}: {
  readonly client: DynamoDBClient
  readonly tables: { readonly heads: string; readonly items: string }
  readonly meter: Meter
}): StateHome {
  const counted = dynamoCounted(meter, heads)
  const calls = dynamoCalls({ client, table: heads, meter })
  const recent = recentHeads()

  /** Remembers it, or forgets what it knew if it can not be read. */
  function understood(feed: FeedId, item: Attributes | undefined): StoredHead | undefined {
    recent.forget(feed)
    if (item === undefined) return undefined
    const stored = storedHead(feed, item)
    recent.remember(feed, stored)
    return stored
  }

  async function read(feed: FeedId, signal: AbortSignal): Promise<StoredHead | undefined> {
    return understood(feed, await calls.get({ feed }, signal))
  }

  /** Replaces exactly the head that is known, or makes the first one. Answers with what stands there afterwards. */
  async function replace(
    feed: FeedId,
    known: StoredHead | undefined,
    next: StoredHead,
    signal: AbortSignal,
  ): Promise<StoredHead | undefined> {
    const command = new PutItemCommand({
      TableName: heads,
      Item: headItem(feed, next.head, next.write),
      ...(known === undefined
        ? { ConditionExpression: 'attribute_not_exists(feed)' }
        : {
            ConditionExpression: '#write = :known',
            ExpressionAttributeNames: { '#write': 'write' },
            ExpressionAttributeValues: { ':known': { S: known.write } },
          }),
      ...asked,
    })
    try {
      await counted('PutItem', 'write', signal, () => client.send(command, { abortSignal: signal }))
      return next
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
      return understood(feed, error.Item)
    }
  }

  async function update(
    feed: FeedId,
    when: Parameters<StateHome['update']>[1],
    patch: Partial<Head>,
    signal: AbortSignal,
  ): Promise<Head | undefined> {
    const remembered = recent.of(feed)
    // Only what was read this moment may refuse.
    const may = remembered !== undefined && isStillTrue(remembered.head, when)
    let known = may ? remembered : await read(feed, signal)
    for (;;) {
      const before = known?.head ?? emptyHead
      if (!isStillTrue(before, when)) return undefined
      const next = { head: { ...before, ...patch, version: before.version + 1 }, write: writeName() }
      const stands = await replace(feed, known, next, signal)
      if (stands?.write === next.write) {
        // Given back: the next acquire brings the head along.
        if (next.head.lease === null) recent.forget(feed)
        else recent.remember(feed, next)
        return next.head
      }
      known = stands
    }
  }

  return {
    head: async (feed, signal) => (await read(feed, signal))?.head,

    async *feeds(signal) {
      const feeds: string[] = []
      let from: ScanCommandOutput['LastEvaluatedKey']
      do {
        const command = new ScanCommand({
          TableName: heads,
          ConsistentRead: true,
          ProjectionExpression: 'feed',
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
          ReturnConsumedCapacity: 'TOTAL',
        })
        const page = await counted('Scan', 'read', signal, () =>
          client.send(command, { abortSignal: signal }),
        )
        for (const { feed } of page.Items ?? []) feeds.push(feed?.S ?? '')
        from = page.LastEvaluatedKey
      } while (from !== undefined)
      yield* feeds.toSorted() as FeedId[]
    },

    async acquire(feed, ask, signal) {
      const { owner, earlier = [], build, until } = ask
      const own = Object.fromEntries([owner, ...earlier].map((name, at) => [`:own${at}`, { S: name }]))
      const { after, upTo } = bindingEnds(ask)
      const command = new UpdateItemCommand({
        TableName: heads,
        Key: { feed: { S: feed } },
        ConditionExpression: freeFor(Object.keys(own)),
        UpdateExpression: raise,
        ExpressionAttributeNames: words,
        ExpressionAttributeValues: {
          ':build': numeral(build),
          ...own,
          ':after': numeral(after),
          ':upTo': numeral(upTo),
          ':until': numeral(millisecondsOf(until)),
          ':write': { S: writeName() },
          ':empty': emptyBody,
          ':one': numeral(1),
        },
        ReturnValues: 'ALL_NEW',
        ...asked,
      })
      try {
        const { Attributes: item } = await counted('UpdateItem', 'write', signal, () =>
          client.send(command, { abortSignal: signal }),
        )
        return { granted: true, head: understood(feed, item)?.head ?? emptyHead }
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
        return { granted: false, head: understood(feed, error.Item)?.head ?? emptyHead }
      }
    },

    update,
    ...dynamoItems(dynamoCalls({ client, table: items, meter })),
    async [Symbol.asyncDispose]() {
      // The client is of who made it.
    },
  }
}

/** No two writes have the same. */
const writeName = (): string => randomBytes(12).toString('base64url')
