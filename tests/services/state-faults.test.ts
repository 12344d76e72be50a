import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newMeter } from '../../engine/flow/meter.ts'
import { dynamoStateHome } from '../../engine/state/dynamo.ts'
import type { StateHome } from '../../engine/state/home.ts'
import {
  ask,
  at,
  feed,
  hash,
  type StateUnderTest,
  signal,
  stateUnderTest,
} from '../conformance/state-samples.ts'
import { dynamoClient, type StateTables, stateTables } from './dynamo-tables.ts'
import { type FaultProxy, httpFaultProxy } from './fault-proxy.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('dynamodb')

describe.skipIf(missing)(named('the state store on DynamoDB, on a bad line'), () => {
  let its: StateTables
  let line: FaultProxy
  /** Over the line, and beside it. */
  let far: StateUnderTest
  let near: StateHome
  beforeEach(async () => {
    its = await stateTables(endpoints.dynamodb)
    line = await httpFaultProxy(endpoints.dynamodb)
    const client = dynamoClient(line.endpoint)
    far = stateUnderTest(dynamoStateHome({ client, tables: its.tables, meter: newMeter() }))
    near = dynamoStateHome({ ...its, meter: newMeter() })
  })
  afterEach(async () => {
    await line[Symbol.asyncDispose]()
    await its[Symbol.asyncDispose]()
  })

  test('a write whose answer is lost is not taken for refused when the client repeats it', async () => {
    const { epoch, head } = await far.leased('one', 0)
    line.next({ kind: 'lost answer' })
    const next = await far.home.update(feed, { epoch, version: head.version }, { checkedAt: at(5) }, signal)
    expect(next).toMatchObject({ version: head.version + 1, checkedAt: at(5) })
    expect(await near.head(feed, signal)).toEqual(next)
    expect(line.seen.filter(({ call }) => call === 'PutItem')).toHaveLength(2)
  })

  test('the first write to a feed that was never polled is recognised, too', async () => {
    line.when(({ call, number }) =>
      call === 'PutItem' && number === 2 ? { kind: 'lost answer' } : undefined,
    )
    expect(await far.home.update(feed, { epoch: 0, version: 0 }, { epoch: 1 }, signal)).toMatchObject({
      version: 1,
    })
  })

  test('a lease whose answer is lost is given again, with another epoch', async () => {
    line.next({ kind: 'lost answer' })
    expect((await far.leased('one', 0)).epoch).toBe(2)
  })

  test('a write that was carried out, and overtaken before its repetition, is lost to the poller and not to the feed', async () => {
    const { epoch } = await far.leased('one', 0)
    line.next({ kind: 'lost answer' })
    line.next({ kind: 'delay', milliseconds: 1_000 })
    const writing = far.home.update(feed, { epoch }, { last: hash('a') }, signal)
    await vi.waitUntil(() => line.seen.filter(({ call }) => call === 'PutItem').length === 2)
    expect(await near.acquire(feed, ask('two', 60), signal)).toMatchObject({
      granted: true,
      head: { last: hash('a') },
    })
    expect(await writing).toBeUndefined()
    expect(await near.head(feed, signal)).toMatchObject({ epoch: epoch + 1, lease: { owner: 'two' } })
  })

  test('a commit whose every answer is lost is looked up, and found', async () => {
    const lease = await far.leased('one', 0)
    line.when(({ call }) => (call === 'PutItem' ? { kind: 'lost answer' } : undefined))
    const committed = far.commit(lease, 'a', 10)
    await expect(committed).rejects.toMatchObject({ code: 'AWS_FAILED', retryable: true })
    line.calm()
    line.when(({ call, bytes }) =>
      // The item passes; the head, which has the larger body, does not.
      call === 'PutItem' && bytes > 500 ? { kind: 'lost answer' } : undefined,
    )
    expect((await far.commit(lease, 'a', 10)).kind).toBe('written')
    expect(await near.head(feed, signal)).toMatchObject({ revision: 1, last: hash('a') })
  })

  test('throttling is waited out', async () => {
    line.next({ kind: 'error', name: 'ProvisionedThroughputExceededException' }, 2)
    expect((await far.leased('one', 0)).epoch).toBe(1)
    line.next({ kind: 'error', name: 'ThrottlingException' })
    expect((await far.commit(await far.leased('one', 1), 'a', 10)).kind).toBe('written')
  })

  test('throttling that does not end is AWS_FAILED, and nothing was written', async () => {
    line.when(() => ({ kind: 'error', name: 'ProvisionedThroughputExceededException' }))
    const client = dynamoClient(line.endpoint, { maxAttempts: 2 })
    const home = dynamoStateHome({ client, tables: its.tables, meter: newMeter() })
    await expect(
      home.putItem({ name: `${feed}/1/a`, bytes: Buffer.from('a') }, signal),
    ).rejects.toMatchObject({
      code: 'AWS_FAILED',
      retryable: true,
      message: expect.stringMatching(`PutItem on ${its.tables.items}: ProvisionedThroughput`) as string,
    })
    line.calm()
    expect(await near.getItem(`${feed}/1/a`, signal)).toBeUndefined()
  })

  test('a call is given up with its signal, and says why', async () => {
    line.next({ kind: 'delay', milliseconds: 3_000 })
    const stop = new AbortController()
    const asked = far.home.acquire(feed, ask('one', 0), stop.signal)
    await vi.waitUntil(() => line.seen.length === 1)
    stop.abort(new Error('the poll was stopped'))
    await expect(asked).rejects.toThrow('the poll was stopped')
  })

  test('a head remembered from before the table was restored overwrites nothing', async () => {
    const key = { TableName: its.tables.heads, Key: { feed: { S: feed } }, ConsistentRead: true }
    const { epoch } = await far.leased('one', 0)
    const { Item: backup } = await its.client.send(new GetItemCommand(key))
    await far.home.update(feed, { epoch }, { revision: 7 }, signal)
    await its.client.send(new PutItemCommand({ TableName: its.tables.heads, Item: backup }))
    const restored = await near.update(feed, { epoch }, { revision: 3 }, signal)
    // Version and epoch are those that the poller remembers; the write is another.
    expect(restored).toMatchObject({ version: 2, epoch })
    expect(await far.home.update(feed, { epoch, revision: 7 }, { checkedAt: at(9) }, signal)).toBeUndefined()
    const next = await far.home.update(feed, { epoch }, { checkedAt: at(9) }, signal)
    expect(next).toMatchObject({ version: 3, revision: 3, checkedAt: at(9) })
  })

  test.each([
    ['version', undefined],
    ['epoch', undefined],
    ['build', undefined],
    ['write', undefined],
    ['body', undefined],
    ['body', { B: Buffer.from('no zstd') }],
  ])('a head whose %s is %j is damaged, and never begun anew', async (name, value) => {
    const { epoch } = await far.leased('one', 0)
    await its.change(feed, { [name]: value })
    const damaged = { code: 'STATE_DAMAGED', message: expect.stringContaining(feed) as string }
    await expect(near.head(feed, signal)).rejects.toMatchObject(damaged)
    await expect(near.acquire(feed, ask('two', 60), signal)).rejects.toMatchObject(damaged)
    await expect(near.update(feed, { epoch }, { checkedAt: at(1) }, signal)).rejects.toMatchObject(damaged)
  })

  test('a table that is not there is AWS_REFUSED, by its name', async () => {
    const home = dynamoStateHome({
      ...its,
      tables: { heads: 'none-heads', items: 'none-items' },
      meter: newMeter(),
    })
    const refused = {
      code: 'AWS_REFUSED',
      retryable: false,
      message: expect.stringContaining('none-heads') as string,
    }
    await expect(home.acquire(feed, ask('one', 0), signal)).rejects.toMatchObject(refused)
  })
})
