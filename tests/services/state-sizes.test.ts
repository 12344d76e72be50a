import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bodyOf } from '../../engine/flow/collect.ts'
import { type Meter, newMeter } from '../../engine/flow/meter.ts'
import type { Head } from '../../engine/model/head.ts'
import type { Hold } from '../../engine/model/hold.ts'
import { type FeedId, resultKey, type Sha256 } from '../../engine/model/ids.ts'
import { poll } from '../../engine/poll/poll.ts'
import { dynamoStateHome } from '../../engine/state/dynamo.ts'
import type { Entry } from '../../engine/state/layout.ts'
import {
  ask,
  at,
  feed,
  figures,
  hash,
  type StateUnderTest,
  signal,
  stateUnderTest,
  verdict,
  written,
} from '../conformance/state-samples.ts'
import { memoryArchive } from '../crash/memory-archive.ts'
import { crashPlan, says } from '../crash/plan.ts'
import { newWorld, type World } from '../crash/world.ts'
import { hold } from '../helpers/examined.ts'
import { type StateTables, stateTables } from './dynamo-tables.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('dynamodb')
const hex = (bytes: number): string => randomBytes(bytes).toString('hex')

describe.skipIf(missing)(named('the state store on DynamoDB, when it grows'), () => {
  let tables: StateTables
  let its: StateUnderTest
  let meter: Meter
  let world: World
  beforeEach(async () => {
    world = newWorld({ archive: memoryArchive() })
    tables = await stateTables(endpoints.dynamodb)
    meter = newMeter()
    its = stateUnderTest(dynamoStateHome({ ...tables, meter }))
  })
  afterEach(async () => {
    await tables[Symbol.asyncDispose]()
    await world.close()
    rmSync(world.directory, { recursive: true })
  })
  /** What something costs of one thing. */
  async function costOf(
    usage: keyof ReturnType<Meter['read']>,
    work: () => Promise<unknown>,
  ): Promise<number> {
    const before = meter.read()[usage] ?? 0
    await work()
    return (meter.read()[usage] ?? 0) - before
  }
  const holdOf = (n: number, reason = `Ward ${n}: Smith fell from ${n * 7} to ${n}`): Hold =>
    hold('CHECK_FALL', `ocd-division/country:us/state:xx/county:wake/precinct:${n}`, {
      id: `h-${hex(4)}`,
      reason,
      scope: { units: [`ocd-division/country:us/state:xx/county:wake/precinct:${n}`] },
    })

  test('5,000 holds fit into a head, and come back whole', async () => {
    const lease = await its.leased('one', 0)
    const holds = Array.from({ length: 5_000 }, (_, n) => holdOf(n))
    const next = written(await its.store.note(lease, { holds }, signal)).head
    expect(await its.home.head(feed, signal)).toEqual(next)
    expect(next.holds).toEqual(holds)
    expect((await its.leased('two', 1)).head.holds).toHaveLength(5_000)
  })

  test('a head that no item would take is STATE_TOO_LARGE, and the one before it stands and can be written', async () => {
    const lease = await its.leased('one', 0)
    const holds = Array.from({ length: 2_000 }, (_, n) => holdOf(n, hex(250)))
    const tooLarge = { code: 'STATE_TOO_LARGE', message: expect.stringContaining(feed) as string }
    await expect(its.store.note(lease, { holds }, signal)).rejects.toMatchObject(tooLarge)
    expect(await its.home.head(feed, signal)).toEqual(lease.head)
    expect((await its.store.note(lease, { checkedAt: at(1) }, signal)).kind).toBe('written')
  })

  test('a poll that would make such a head fails, says so, and leaves the figures as they stand', async () => {
    const { stores, sourceFile, clock } = world
    let etag = 'A'
    const plan = crashPlan(sourceFile)
    const source: typeof plan.source = {
      requests: ['main'],
      async *fetch() {
        const payload = { request: 'main', origin: 'file:source', body: bodyOf(JSON.stringify(says['A'])) }
        yield { kind: 'payload', payload, cursor: { etag } }
      },
    }
    const trace = { emit: () => undefined, flush: async () => undefined }
    const ports = { ...stores, state: its.store, trace, clock, secrets: { get: async () => 'none' } }
    const polled = (name: string) => poll({ ...plan, source }, ports, { poll: name, build: 1 }, signal)
    etag = hex(450_000)
    expect(await polled('one')).toMatchObject({ kind: 'failed', error: { code: 'STATE_TOO_LARGE' } })
    const failing = { code: 'STATE_TOO_LARGE', polls: 1 }
    expect(await its.home.head(plan.feed, signal)).toMatchObject({ revision: 0, lease: null, failing })
    etag = 'A'
    expect(await polled('two')).toMatchObject({ kind: 'published', revision: 1 })
    expect(await its.home.head(plan.feed, signal)).toMatchObject({
      revision: 1,
      pending: null,
      failing: null,
    })
  })

  test('the head of one request costs two units at most, that of 88 requests less than twenty', async () => {
    const requests = (count: number): Head['cursors'] =>
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [
          count === 1 ? 'main' : `county-${n}`,
          {
            etag: `"${hex(8)}"`,
            lastModified: `Wed, 06 Nov 2024 02:${10 + (n % 50)}:08 GMT`,
            payload: {
              request: count === 1 ? 'main' : `county-${n}`,
              origin: `https://results.example.gov/enr/2024/general/county/${n}/detail.xml`,
              contentType: 'application/xml',
              sha256: hex(32) as Sha256,
              bytes: 120_000 + n,
            },
          },
        ]),
      )
    const items = {
      base: Array.from({ length: 2 }, () => `${feed}/3810/${hex(16)}`),
      deltas: Array.from({ length: 31 }, (_, n) => `${feed}/${3811 + n}/${hex(16)}`),
      baseBytes: 512_345,
      deltaBytes: 23_456,
    }
    const known = {
      items,
      last: hex(32) as Sha256,
      revision: 3_811,
      facts: { rows: 180_000, results: 9_000 },
    }
    const cost = async (count: number): Promise<number> => {
      const { epoch } = await its.leased(`poll-${count}`, count * 60)
      await its.home.update(
        feed,
        { epoch },
        { ...verdict, ...known, cursors: requests(count), lease: null },
        signal,
      )
      return costOf('dynamodb.writeUnits', () => its.leased(`next-${count}`, count * 60 + 1))
    }
    expect(await cost(1)).toBeLessThanOrEqual(2)
    expect(await cost(88)).toBeLessThan(20)
  })

  test('a state of many items is written, listed by its names alone, read, and swept', async () => {
    const entries: readonly Entry[] = Array.from({ length: 25_000 }, (_, n) => [
      resultKey(`xx/contest-${n % 100}`, `ocd-division/country:us/state:xx/precinct:${n}`),
      { ...figures(n, 1), digest: hex(16) as Entry[1]['digest'] },
    ])
    const whole = (revision: number, letter: string) => ({
      changeset: hash(letter),
      revision,
      changed: entries,
      state: new Map(),
      rebase: true,
      verdict,
      changedAt: at(1),
    })
    const first = written(await its.store.commit(await its.leased('one', 0), whole(1, 'a'), signal))
    expect(first.head.items.base.length).toBeGreaterThan(2)
    expect(await its.store.load(feed, first.head, signal)).toEqual(new Map(entries))
    const names = await costOf('dynamodb.readUnits', () => its.store.missing(feed, first.head, signal))
    expect(names).toBeLessThanOrEqual(4)

    await its.store.settle(first, {}, signal)
    const second = written(await its.store.commit(await its.leased('two', 1), whole(2, 'b'), signal))
    expect(await its.store.sweep(second, signal)).toBe(first.head.items.base.length)
    expect(await its.store.missing(feed, second.head, signal)).toEqual([])
    expect(await its.home.getItem(first.head.items.base[0] ?? '', signal)).toBeUndefined()
  })

  test('an item that no table would take is STATE_TOO_LARGE', async () => {
    const item = { name: `${feed}/1/large`, bytes: randomBytes(410_000) }
    await expect(its.home.putItem(item, signal)).rejects.toMatchObject({ code: 'STATE_TOO_LARGE' })
  })

  test('names and feeds are listed over several pages', async () => {
    const names = Array.from({ length: 1_300 }, (_, n) => `${feed}/${n + 1}/${String(n).padStart(900, 'x')}`)
    for (let from = 0; from < names.length; from += 25) {
      const puts = names.slice(from, from + 25).map((name) => {
        const [, epoch = '', content = ''] = name.split('/')
        const item = { feed: { S: feed }, item: { S: `${epoch}/${content}` }, epoch: { N: epoch } }
        return { PutRequest: { Item: item } }
      })
      await tables.client.send(new BatchWriteItemCommand({ RequestItems: { [tables.tables.items]: puts } }))
    }
    const listed = await costOf('dynamodb.reads', async () =>
      expect(await Array.fromAsync(its.home.itemNames(feed, signal))).toEqual(names),
    )
    expect(listed).toBeGreaterThan(1)

    const feeds = Array.from({ length: 8 }, (_, n) => `us-xx-${n}` as FeedId)
    const holds = Array.from({ length: 900 }, (_, n) => holdOf(n, hex(200)))
    for (const one of feeds) {
      const { head } = await its.home.acquire(one, ask('one', 0), signal)
      await its.home.update(one, { epoch: head.epoch }, { holds }, signal)
    }
    const scans = await costOf('dynamodb.reads', async () =>
      expect(await Array.fromAsync(its.home.feeds(signal))).toEqual(feeds),
    )
    expect(scans).toBeGreaterThan(1)
  })
})
