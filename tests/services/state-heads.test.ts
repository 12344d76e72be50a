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
})
