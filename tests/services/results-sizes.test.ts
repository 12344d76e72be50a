import { DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Meter, newMeter } from '../../engine/flow/meter.ts'
import { type FeedId, resultKey } from '../../engine/model/ids.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import { seeded } from '../conformance/child.ts'
import { contest, envelope, feed, record, state, wake } from '../conformance/results-samples.ts'
import { messageOf, tallyOf } from '../process/tally/tallying.ts'
import { needs } from './needs.ts'
import { makeResultsTable, type ResultsTable } from './results-table.ts'

const { signal } = new AbortController()
const { endpoints, missing, named } = needs('dynamodb')
const title = named('the results store on DynamoDB, by its sizes and costs')

describe.skipIf(missing)(title, () => {
  let its: ResultsTable
  let results: ResultStore
  let meter: Meter
  beforeEach(async () => {
    its = await makeResultsTable(endpoints.dynamodb)
    meter = newMeter()
    results = its.open({ meter })
  })
  afterEach(() => its[Symbol.asyncDispose]())

  const precincts = (revision: number, count: number) =>
    Array.from({ length: count }, (_, at) =>
      envelope(revision, at, { unit: `${wake}/precinct:${String(at).padStart(4, '0')}`, feedUnit: state }),
    )
  const spent = async (work: () => Promise<unknown>): Promise<ReturnType<Meter['read']>> => {
    const before = meter.read()
    await work()
    const all = Object.entries(meter.read()).map(
      ([usage, count]) => [usage, count - (before[usage as keyof typeof before] ?? 0)] as const,
    )
    return Object.fromEntries(all.filter(([, count]) => count > 0))
  }

  test('a contest of 2,000 units is added up, counted and listed whole, though no page holds it', async () => {
    const random = seeded(5)
    const names = Array.from({ length: 12 }, () =>
      Math.floor(random() * 1e9)
        .toString(36)
        .repeat(3),
    )
    const envelopes = precincts(1, 2_000).map((one, at) => {
      const noise = Array.from({ length: 60 }, () => Math.floor(random() * 1e9).toString(36)).join(' ')
      const selections = names.map((id) => ({
        id,
        name: `${id} ${noise}`,
        writeIn: false,
        votes: { total: 1 },
      }))
      return {
        ...one,
        record: { ...record(`${wake}/precinct:${String(at).padStart(4, '0')}`, 0, wake), selections },
      }
    })
    await tallyOf(results)(envelopes.map(messageOf), signal)
    const { sum } = await results.derived(feed, resultKey(contest, wake), signal)
    expect([sum?.parts, sum?.record.selections.map(({ votes }) => votes.total)]).toEqual([
      2_000,
      names.map(() => 2_000),
    ])
    expect(await results.reached(feed, signal)).toEqual({ revision: 1, results: 2_000 })
    const listed = await Array.fromAsync(results.list({ feed }, signal))
    expect(listed.map((one) => one.record.unit.id)).toEqual([
      state,
      wake,
      ...envelopes.map((one) => one.record.unit.id),
    ])
    const { 'dynamodb.reads': reads = 0 } = await spent(() => results.parts(feed, contest, wake, signal))
    expect(reads).toBeGreaterThan(2)
  }, 180_000)

  test('a change costs two writes, of which the index is a third unit; said again, nothing but two refusals', async () => {
    expect(await spent(() => results.apply(precincts(1, 20), signal))).toMatchObject({
      'dynamodb.writes': 2 * 20 + 3,
      'dynamodb.writeUnits': 4 * 20 + 3,
      'dynamodb.reads': 1,
    })
    expect(await spent(() => results.apply(precincts(2, 20), signal))).toEqual({
      'dynamodb.writes': 2 * 20 + 1,
      'dynamodb.writeUnits': 3 * 20 + 1,
    })
    expect(await spent(() => results.apply(precincts(2, 20), signal))).toEqual({
      'dynamodb.writes': 2 * 20,
      'dynamodb.writeUnits': 2 * 20,
    })
  })

  test('a process that begins asks once what is known of a feed, and says nothing again', async () => {
    await results.apply(precincts(1, 1), signal)
    const other = newMeter()
    await its.open({ meter: other }).apply(precincts(2, 1), signal)
    expect(other.read()).toMatchObject({ 'dynamodb.reads': 1, 'dynamodb.writes': 3 })
  })

  test('a feed is asked how far it is by one small query for each contest', async () => {
    await results.apply(precincts(1, 200), signal)
    const { 'dynamodb.reads': reads, 'dynamodb.readUnits': units = 0 } = await spent(() =>
      results.reached(feed, signal),
    )
    expect(reads).toBe(2)
    expect(units).toBeLessThan(10)
  })

  test('consumers that race for one key let the highest revision win, and each is applied once', async () => {
    const stores = [results, its.open(), its.open()]
    const revisions = Array.from({ length: 20 }, (_, at) => envelope(at + 1, at))
    const answers = await Promise.all(
      stores.map((store, at) => store.apply(at === 1 ? revisions.toReversed() : revisions, signal)),
    )
    const { key } = envelope(1, 0)
    expect(await results.get(feed, key, signal)).toMatchObject({ revision: 20 })
    expect(await Array.fromAsync(results.history(feed, key, signal))).toHaveLength(20)
    const applied = [answers[0], answers[1]?.toReversed(), answers[2]].map((own = []) =>
      own.map(({ kind }) => kind === 'applied'),
    )
    const times = revisions.map((_, at) => applied.filter((own) => own[at]).length)
    expect(Math.max(...times)).toBe(1)
    expect(times.at(-1)).toBe(1)
  })

  test('consumers that race for one sum leave it right', async () => {
    const parts = precincts(1, 24)
    const stores = [results, its.open(), its.open(), its.open()]
    await Promise.all(
      stores.map((store, at) => tallyOf(store)(parts.slice(at * 6, at * 6 + 6).map(messageOf), signal)),
    )
    const votes = (24 * 23) / 2
    for (const [unit, count] of [
      [wake, 24],
      [state, 1],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop -- two
      const { sum } = await results.derived(feed, resultKey(contest, unit), signal)
      expect([sum?.parts, sum?.record.selections[0]?.votes.total]).toEqual([count, votes])
    }
  })

  test('feeds that begin alike are kept apart in everything', async () => {
    const feeds = ['us-nc', 'us-nc-wake', 'us-n'] as FeedId[]
    for (const [at, one] of feeds.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- three
      await results.apply([envelope(at + 1, at, { feed: one })], signal)
    }
    const listed = await Array.fromAsync(results.list({ contest }, signal))
    expect(listed.map((one) => [one.feed, one.revision])).toEqual([
      ['us-n', 3],
      ['us-nc', 1],
      ['us-nc-wake', 2],
    ])
    expect(await results.reached('us-nc' as FeedId, signal)).toEqual({ revision: 1, results: 1 })
  })

  test('a large record with a piece that is gone is RESULTS_DAMAGED, not half a record', async () => {
    const random = seeded(9)
    const noise = Buffer.from(Array.from({ length: 400_000 }, () => Math.floor(random() * 256))).toString(
      'base64',
    )
    const large = { ...record(`${wake}/precinct:01`, 1, wake), election: noise }
    await results.apply([envelope(1, 1, { record: large })], signal)
    const { Items: items = [] } = await its.client.send(
      new ScanCommand({ TableName: its.table, ConsistentRead: true }),
    )
    const pieces = items.filter((item) => item['pk']?.S?.startsWith('b|'))
    expect(pieces).toHaveLength(2)
    const [{ pk, sk } = {}] = pieces
    if (pk === undefined || sk === undefined) throw new Error('a piece has a key')
    await its.client.send(new DeleteItemCommand({ TableName: its.table, Key: { pk, sk } }))
    await expect(results.get(feed, envelope(1, 0).key, signal)).rejects.toMatchObject({
      code: 'RESULTS_DAMAGED',
    })
  })
})
