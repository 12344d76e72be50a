import { randomBytes } from 'node:crypto'
import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newMeter } from '../../engine/flow/meter.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { headItem } from '../../engine/state/dynamo-head.ts'
import { everyHead, type SeenHead } from '../../engine/state/dynamo-heads.ts'
import { emptyHead } from '../../engine/state/home.ts'
import { hold } from '../helpers/examined.ts'
import { type StateTables, stateTables } from './dynamo-tables.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('dynamodb')
const { signal } = new AbortController()

describe.skipIf(missing)(named('all heads of the state on DynamoDB'), () => {
  let state: StateTables
  beforeEach(async () => {
    state = await stateTables(endpoints.dynamodb)
    // Who looks at all heads decides nothing by them: what is a second old is as good, at half the price.
    state.client.middlewareStack.remove('readingConsistently')
  })
  afterEach(() => state[Symbol.asyncDispose]())

  test('are seen once each, over many pages, and one that is damaged hides no other', async () => {
    const { client, tables } = state
    // What can not be made smaller, so that a page takes a few heads only.
    const long = (): string => randomBytes(300_000).toString('base64')
    const ids = Array.from({ length: 20 }, (_, n) => `us-xx-county-${n}` as FeedId)
    await Promise.all(
      ids.map((id, n) => {
        const item = headItem(
          id,
          { ...emptyHead, revision: n, holds: [hold('CHECK_FALL', '*', { reason: long() })] },
          `write-${n}`,
        )
        const body = n === 7 ? { body: { B: Buffer.from('no head') } } : {}
        return client.send(new PutItemCommand({ TableName: tables.heads, Item: { ...item, ...body } }))
      }),
    )
    const meter = newMeter()
    const seen: SeenHead[] = []
    await everyHead({ client, table: tables.heads, meter }, (head) => void seen.push(head), signal)
    expect(seen.map(({ feed }) => feed).toSorted()).toEqual(ids.toSorted())
    const damaged = seen.filter(({ damage }) => damage !== undefined)
    expect(damaged).toMatchObject([{ feed: ids[7], head: undefined, damage: { code: 'STATE_DAMAGED' } }])
    const nine = seen.find(({ feed }) => feed === ids[9])
    expect([nine?.head?.revision, nine?.head?.holds.length]).toEqual([9, 1])
    expect(meter.read()['dynamodb.reads']).toBeGreaterThan(4)
  })

  test('cost half a read unit for 4 KB of them together, not one for each', async () => {
    const { client, tables } = state
    const ids = Array.from({ length: 100 }, (_, n) => `us-xx-county-${n}` as FeedId)
    // Of 1 KB, as heads have without holds.
    const reason = randomBytes(550).toString('base64')
    const holds = [hold('CHECK_FALL', '*', { reason })]
    await Promise.all(
      ids.map((id) =>
        client.send(
          new PutItemCommand({
            TableName: tables.heads,
            Item: headItem(id, { ...emptyHead, holds }, `write-${id}`),
          }),
        ),
      ),
    )
    const meter = newMeter()
    let seen = 0
    await everyHead({ client, table: tables.heads, meter }, () => void (seen += 1), signal)
    expect(seen).toBe(100)
    // 100 KB are 25 times 4 KB, at half a unit 12.5; each of the four parts begins a 4 KB of its own.
    expect(meter.read()['dynamodb.readUnits']).toBeGreaterThan(10)
    expect(meter.read()['dynamodb.readUnits']).toBeLessThan(20)
  })
})
