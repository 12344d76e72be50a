import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newMeter } from '../../engine/flow/meter.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import { envelope, feed, minute, status, wake } from '../conformance/results-samples.ts'
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts'
import { httpFaultProxy } from './fault-proxy.ts'
import { needs } from './needs.ts'
import { makeResultsTable, type ResultsTable } from './results-table.ts'

const { signal } = new AbortController()
const { endpoints, missing, named } = needs('dynamodb')
const title = named('a results table that is made anew under an open store')

const precinct = (revision: number, name: string) =>
  envelope(revision, 10 + revision, { unit: `${wake}/precinct:${name}`, previous: null })
const secondsOfTrust = 60

describe.skipIf(missing)(title, () => {
  let its: ResultsTable
  let clock: ManualClock
  let store: ResultStore
  beforeEach(async () => {
    its = await makeResultsTable(endpoints.dynamodb)
    clock = manualClock()
    store = its.open({ clock })
    await store.apply([precinct(1, 'a'), precinct(2, 'b')], signal)
  })
  afterEach(async () => its[Symbol.asyncDispose]())

  /** As another process sees it. */
  const seen = async () => {
    const other = its.open()
    const listed = await Array.fromAsync(other.list({}, signal))
    return { units: listed.map(({ record }) => record.unit.name), reached: await other.reached(feed, signal) }
  }

  test('lists all that is applied after, and how far it is, though the same revisions come again', async () => {
    await clock.advance(secondsOfTrust * 1_000)
    await its.makeAnew()
    await store.apply([precinct(1, 'a'), precinct(2, 'b')], signal)
    expect(await seen()).toEqual({ units: ['a', 'b'], reached: { revision: 2, results: 2 } })
  })

  test('lists what came within the minute after the store had said it, once that has passed', async () => {
    await its.makeAnew()
    await store.apply([precinct(3, 'c')], signal)
    expect((await seen()).units).toEqual([])
    await clock.advance(secondsOfTrust * 1_000)
    await store.saveStatus(status(3, minute(4)), signal)
    expect((await seen()).units).toEqual(['c'])
  })

  test('lists it too when that could not be said at first, and the messages come again', async () => {
    await using line = await httpFaultProxy(endpoints.dynamodb)
    const mortal = its.open({ endpoint: line.endpoint, maxAttempts: 1, clock })
    await mortal.apply([precinct(1, 'a')], signal)
    await clock.advance(secondsOfTrust * 1_000)
    await its.makeAnew()
    let puts = 0
    // The first is the past of the result.
    line.when(({ call }) => (call === 'PutItem' && (puts += 1) > 1 ? { kind: 'refuse' } : undefined))
    await expect(mortal.apply([precinct(4, 'd')], signal)).rejects.toMatchObject({ code: 'AWS_FAILED' })
    line.calm()
    expect(await mortal.apply([precinct(4, 'd')], signal)).toMatchObject([{ kind: 'same' }])
    expect((await seen()).units).toEqual(['d'])
  })

  test('costs one write more for a contest and a minute, however many results it gets', async () => {
    const meter = newMeter()
    const own = its.open({ clock, meter })
    const writes = async (from: number): Promise<number> => {
      const before = meter.read()['dynamodb.writes'] ?? 0
      for (let at = from; at < from + 5; at += 1) await own.apply([precinct(at, String(at))], signal)
      return (meter.read()['dynamodb.writes'] ?? 0) - before
    }
    // Each its past, its present, and how far the feed is.
    expect(await writes(10)).toBe(15)
    await clock.advance(secondsOfTrust * 1_000)
    // And once the feed, the contest.
    expect(await writes(20)).toBe(17)
    expect(await writes(30)).toBe(15)
  })
})
