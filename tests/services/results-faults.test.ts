import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FeedError } from '../../engine/errors/feed-error.ts'
import type { Envelope } from '../../engine/model/envelope.ts'
import { type FeedId, resultKey } from '../../engine/model/ids.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import { seeded } from '../conformance/child.ts'
import { contest, envelope, feed, minute, state, status, sum, wake } from '../conformance/results-samples.ts'
import { messageOf, newTallying, tallyOf } from '../process/tally/tallying.ts'
import { type FaultProxy, httpFaultProxy } from './fault-proxy.ts'
import type { Fault } from './fault-proxy-rules.ts'
import { needs } from './needs.ts'
import { makeResultsTable, type ResultsTable } from './results-table.ts'

const { signal } = new AbortController()
const { endpoints, missing, named } = needs('dynamodb')
const title = named('the results store on DynamoDB, on a bad line')
const throttled: Fault = { kind: 'error', name: 'ProvisionedThroughputExceededException' }

describe.skipIf(missing)(title, () => {
  let its: ResultsTable
  let line: FaultProxy
  /** Over the line, and beside it. */
  let far: ResultStore
  let near: ResultStore
  beforeEach(async () => {
    its = await makeResultsTable(endpoints.dynamodb)
    line = await httpFaultProxy(endpoints.dynamodb)
    far = its.open({ endpoint: line.endpoint })
    near = its.open()
  })
  afterEach(async () => {
    await line[Symbol.asyncDispose]()
    await its[Symbol.asyncDispose]()
  })

  const { key } = envelope(1, 0)
  const precinct = (revision: number, votes: number | null, name: string): Envelope =>
    envelope(revision, votes, { unit: `${wake}/precinct:${name}`, feedUnit: state })
  const lostOnce = (call: string): void => {
    let isLost = false
    line.when((request) => {
      if (isLost || request.call !== call) return undefined
      isLost = true
      return { kind: 'lost answer' }
    })
  }

  test('a change whose answer is lost is there once, and what follows from it is done', async () => {
    lostOnce('UpdateItem')
    await tallyOf(far)([messageOf(precinct(1, 10, 'a'))], signal)
    expect(line.seen.filter(({ fault }) => fault?.kind === 'lost answer')).toHaveLength(1)
    expect((await near.get(feed, precinct(1, 10, 'a').key, signal))?.revision).toBe(1)
    expect((await near.derived(feed, resultKey(contest, wake), signal)).sum?.parts).toBe(1)
    expect((await near.derived(feed, resultKey(contest, state), signal)).sum?.parts).toBe(1)
  })

  test('a sum whose answer is lost counts as refused, so that it is computed again', async () => {
    const whole = resultKey(contest, wake)
    lostOnce('UpdateItem')
    expect(await far.derive(feed, [{ key: whole, from: 0, sum: sum(wake, 1) }], signal)).toEqual([whole])
    expect((await near.derived(feed, whole, signal)).version).toBe(1)
  })

  test.each([
    throttled,
    { kind: 'error', name: 'InternalServerError' },
    { kind: 'refuse' },
    { kind: 'cut request' },
    { kind: 'cut answer' },
  ] as const)('the client tries again after %o', async (fault) => {
    line.next(fault, 2)
    expect(await far.apply([envelope(1, 10)], signal)).toMatchObject([{ held: null, above: [wake] }])
    expect((await near.get(feed, key, signal))?.revision).toBe(1)
  })

  test('what stays throttled is AWS_FAILED; done whole again all of it is right', async () => {
    const envelopes = Array.from({ length: 40 }, (_, at) => precinct(at + 1, at, String(at)))
    const impatient = its.open({ endpoint: line.endpoint, maxAttempts: 2 })
    line.when(({ number }) => (number > 50 ? throttled : undefined))
    await expect(impatient.apply(envelopes, signal)).rejects.toMatchObject({
      code: 'AWS_FAILED',
      retryable: true,
    })
    const { results } = await near.reached(feed, signal)
    expect(results).toBeLessThan(40)
    line.calm()
    await impatient.apply(envelopes, signal)
    expect(await near.reached(feed, signal)).toEqual({ revision: 40, results: 40 })
    expect(await Array.fromAsync(near.list({ feed }, signal))).toHaveLength(40)
  })

  test('a consumer that dies before it says how far it is says so when the messages come again', async () => {
    const mortal = its.open({ endpoint: line.endpoint, maxAttempts: 1 })
    let updates = 0
    line.when(({ call }) => (call === 'UpdateItem' && (updates += 1) === 2 ? { kind: 'refuse' } : undefined))
    await expect(mortal.apply([envelope(7, 10)], signal)).rejects.toMatchObject({ code: 'AWS_FAILED' })
    expect(await near.reached(feed, signal)).toEqual({ revision: 0, results: 1 })
    expect(await near.apply([envelope(7, 10)], signal)).toMatchObject([{ kind: 'same' }])
    expect(await near.reached(feed, signal)).toEqual({ revision: 7, results: 1 })
  })

  test('a consumer that dies between two writes leaves a past without a present, never the other way', async () => {
    const mortal = its.open({ endpoint: line.endpoint, maxAttempts: 1 })
    line.when(({ call }) => (call === 'UpdateItem' ? { kind: 'refuse' } : undefined))
    await expect(mortal.apply([envelope(1, 10)], signal)).rejects.toMatchObject({ code: 'AWS_FAILED' })
    expect(await near.get(feed, key, signal)).toBeUndefined()
    const past = await Array.fromAsync(near.history(feed, key, signal))
    expect(past.map(({ revision }) => revision)).toEqual([1])
    expect(await near.apply([envelope(1, 10)], signal)).toMatchObject([{ kind: 'applied' }])
  })

  test('stops with the reason of its signal while a call is under way, and begins no other', async () => {
    const stop = new AbortController()
    const reason = new Error('stop')
    line.when(({ call }) => {
      if (call !== 'UpdateItem') return undefined
      stop.abort(reason)
      return { kind: 'delay', milliseconds: 20 }
    })
    const envelopes = [1, 2, 3].map((revision) => envelope(revision, revision))
    await expect(far.apply(envelopes, stop.signal)).rejects.toBe(reason)
    expect(line.seen.filter(({ call }) => call === 'UpdateItem')).toHaveLength(1)
  })

  test('a newer status stays where an older one is repeated late', async () => {
    lostOnce('UpdateItem')
    await far.saveStatus(status(1, minute(1)), signal)
    await near.saveStatus(status(1, minute(3)), signal)
    await far.saveStatus(status(1, minute(2)), signal)
    expect(await near.statuses(signal)).toEqual([status(1, minute(3))])
  })

  test.each([1, 2])(
    'ends like the embedded home when every twelfth call fails somehow (seed %i)',
    async (seed) => {
      const random = seeded(seed)
      const faults: readonly Fault[] = [
        { kind: 'lost answer' },
        { kind: 'refuse' },
        throttled,
        { kind: 'cut answer' },
      ]
      line.when(() => (random() < 1 / 12 ? faults[Math.floor(random() * faults.length)] : undefined))
      const envelopes = Array.from({ length: 60 }, (_, at) => {
        const votes = random() < 0.2 ? null : Math.floor(random() * 1_000)
        return precinct(at + 1, votes, String(Math.floor(random() * 8)))
      })
      const embedded = newTallying()
      try {
        await embedded.take(...envelopes)
        const takes = [1, 2].map(() => tallyOf(its.open({ endpoint: line.endpoint, maxAttempts: 2 })))
        const shuffled = envelopes.toSorted(() => random() - 0.5)
        await Promise.all(
          takes.map(async (take, at) => {
            // Both take the half in the middle: delivered twice, and in another order.
            const own = shuffled.slice(at * 15, 45 + at * 15)
            for (let from = 0; from < own.length; from += 9) {
              // oxlint-disable-next-line no-await-in-loop -- one batch after the other
              await untilDone(() => take(own.slice(from, from + 9).map(messageOf), signal))
            }
          }),
        )
        expect(await listOf(near, feed)).toEqual(await listOf(embedded.results, feed))
        expect(await near.reached(feed, signal)).toEqual(await embedded.results.reached(feed, signal))
      } finally {
        await embedded.close()
      }
    },
  )
})

/** A consumer's own loop: a batch that failed comes again. */
async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- until it is done
      await work()
      return
    } catch (error) {
      if (!(error instanceof FeedError && error.code === 'AWS_FAILED')) throw error
    }
  }
}

const listOf = async (results: ResultStore, of: FeedId) => Array.fromAsync(results.list({ feed: of }, signal))
