import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FeedId } from '../../engine/model/ids.ts'
import { derivedConformance } from './results-derived.ts'
import { largeResultsConformance } from './results-large.ts'
import { contest, envelope, feed, minute, type OpenResults, state, status, wake } from './results-samples.ts'

const { signal } = new AbortController()
const other = 'us-nc-wake' as FeedId

/** Every promise of the ResultStore port. */
export function resultsConformance(name: string, open: () => Promise<OpenResults>): void {
  describe(`${name} keeps the promises of a results store`, () => {
    let home: OpenResults
    beforeEach(async () => {
      home = await open()
    })
    afterEach(() => home.close())

    const { key } = envelope(1, 0)
    const apply = async (...envelopes: readonly ReturnType<typeof envelope>[]): Promise<readonly string[]> =>
      (await home.results.apply(envelopes, signal)).map(({ kind }) => kind)
    const votes = async (): Promise<number | undefined> =>
      (await home.results.get(feed, key, signal))?.record?.selections[0]?.votes.total
    const listed = async (...filter: Parameters<typeof home.results.list>) =>
      await Array.fromAsync(home.results.list(...filter))

    describe('the ledger', () => {
      test('keeps a result as it came, with its revision and time', async () => {
        expect(await apply(envelope(3, 360))).toEqual(['applied'])
        expect(await home.results.get(feed, key, signal)).toEqual({
          feed,
          key,
          revision: 3,
          capturedAt: minute(3),
          record: envelope(3, 360).record,
        })
      })

      test('knows nothing of a key it was never told', async () => {
        expect(await home.results.get(feed, key, signal)).toBeUndefined()
      })

      test('applies a greater revision, tells an equal one, drops a lower one', async () => {
        expect(await apply(envelope(2, 20))).toEqual(['applied'])
        expect(await apply(envelope(2, 20), envelope(1, 10))).toEqual(['same', 'older'])
        expect(await votes()).toBe(20)
        expect(await apply(envelope(3, 30))).toEqual(['applied'])
        expect(await votes()).toBe(30)
      })

      test('does not take other figures under a revision that it holds', async () => {
        await apply(envelope(2, 20))
        expect(await apply(envelope(2, 99))).toEqual(['same'])
        expect(await votes()).toBe(20)
      })

      test('applies the envelopes of one call in their order', async () => {
        expect(await apply(envelope(1, 10), envelope(3, 30), envelope(2, 20), envelope(3, 30))).toEqual([
          'applied',
          'applied',
          'older',
          'same',
        ])
        expect(await votes()).toBe(30)
      })

      test('says which revision it held before', async () => {
        const held = await home.results.apply([envelope(1, 1), envelope(4, 4), envelope(4, 4)], signal)
        expect(held.map((one) => one.held)).toEqual([null, 1, 4])
      })

      test('keeps a withdrawal as a tombstone: what was said before stays gone', async () => {
        expect(await apply(envelope(1, 10), envelope(2, null))).toEqual(['applied', 'applied'])
        expect(await apply(envelope(1, 10), envelope(2, null))).toEqual(['older', 'same'])
        expect(await home.results.get(feed, key, signal)).toMatchObject({ revision: 2, record: null })
        expect(await apply(envelope(3, 30))).toEqual(['applied'])
        expect(await votes()).toBe(30)
      })

      test('knows how far it is with a feed: the highest revision, and what is live of it', async () => {
        expect(await home.results.reached(feed, signal)).toEqual({ revision: 0, results: 0 })
        await apply(envelope(1, 10), envelope(3, 30, { feed: other }))
        expect(await home.results.reached(feed, signal)).toEqual({ revision: 1, results: 1 })
        await apply(envelope(2, null), envelope(1, 10))
        expect(await home.results.reached(feed, signal)).toEqual({ revision: 2, results: 0 })
      })

      test('keeps the feeds apart', async () => {
        await apply(envelope(5, 50))
        expect(await apply(envelope(1, 10, { feed: other }))).toEqual(['applied'])
        expect(await votes()).toBe(50)
      })

      test('names every unit that a result has lain in, withdrawn or late ones too', async () => {
        const durham = `${state}/county:durham`
        const above = async (one: ReturnType<typeof envelope>): Promise<readonly string[] | undefined> =>
          (await home.results.apply([one], signal))[0]?.above
        expect(await above(envelope(1, 10))).toEqual([wake])
        expect(await above(envelope(3, 10, { within: durham }))).toEqual([durham, wake])
        expect(await above(envelope(4, null))).toEqual([durham, wake])
        expect(await above(envelope(2, 10, { within: state }))).toEqual([state, durham, wake])
      })

      test('has what it answered for when another process opens it', async () => {
        await apply(envelope(1, 10))
        const reopened = (await home.reopen?.()) ?? home.results
        expect(await reopened.get(feed, key, signal)).toMatchObject({ revision: 1 })
      })

      test('writes nothing once the signal has aborted', async () => {
        const reason = new Error('stop')
        const call = home.results.apply([envelope(1, 10)], AbortSignal.abort(reason))
        await expect(call).rejects.toBe(reason)
        expect(await home.results.get(feed, key, signal)).toBeUndefined()
      })
    })

    describe('the past', () => {
      test('keeps every revision, in whichever order they came', async () => {
        await apply(envelope(4, null), envelope(1, 10), envelope(3, 30), envelope(1, 10))
        const past = await Array.fromAsync(home.results.history(feed, key, signal))
        expect(past.map(({ revision, record }) => [revision, record?.selections[0]?.votes.total])).toEqual([
          [1, 10],
          [3, 30],
          [4, undefined],
        ])
      })

      test.each([
        ['before the first', minute(0), undefined],
        ['at the very moment of one', minute(1), 1],
        ['between two', minute(2), 1],
        ['in another time zone', '2024-11-05T19:03:30-05:00', 3],
        ['after the last', minute(50), 4],
      ])('says what was said %s', async (_, time, revision) => {
        await apply(envelope(3, 30), envelope(1, 10), envelope(4, null))
        expect((await home.results.at(feed, key, time, signal))?.revision).toBe(revision)
      })

      test('lets the higher revision win where two were captured at one moment', async () => {
        const again = { capturedAt: minute(1) }
        await apply(envelope(2, 20, again), envelope(1, 10, again))
        expect((await home.results.at(feed, key, minute(1), signal))?.revision).toBe(2)
      })
    })

    describe('the list', () => {
      const units = ['b', 'a', 'Z', 'ä', 'a/b'].map((precinct) => `${wake}/precinct:${precinct}`)

      test('is ordered by feed and key, by code points', async () => {
        await apply(...units.map((unit) => envelope(1, 1, { unit })), envelope(1, 1, { feed: other }))
        const keys = (await listed({}, signal)).map((one) => `${one.feed} ${one.key}`)
        expect(keys).toHaveLength(6)
        expect(keys).toEqual(
          keys.toSorted((one, another) => Buffer.compare(Buffer.from(one), Buffer.from(another))),
        )
      })

      test('leaves out what is withdrawn', async () => {
        await apply(envelope(1, 1), envelope(2, null))
        expect(await listed({}, signal)).toEqual([])
      })

      test('gives a sum after the own result of the same key, and says which is which', async () => {
        await apply(envelope(1, 10))
        const computed = {
          record: envelope(1, 12).record ?? never(),
          revision: 1,
          capturedAt: minute(1),
          parts: 3,
        }
        await home.results.derive(feed, [{ key, from: 0, sum: computed }], signal)
        expect(await listed({}, signal)).toEqual([
          { feed, key, revision: 1, capturedAt: minute(1), record: envelope(1, 10).record, derived: false },
          { feed, key, ...computed, derived: true },
        ])
      })

      test.each([
        ['feed', { feed: other }, 1],
        ['contest', { contest }, 6],
        ['unit', { unit: units[1] ?? '' }, 1],
        ['all of them', { feed, contest, unit: units[0] ?? '' }, 1],
        ['something unknown', { contest: 'nc/us-presiden' }, 0],
      ])('can be asked for one %s', async (_, filter, count) => {
        await apply(...units.map((unit) => envelope(1, 1, { unit })), envelope(1, 1, { feed: other }))
        expect(await listed(filter, signal)).toHaveLength(count)
      })

      test('gives each of very many once, own ones and sums', async () => {
        const many = Array.from({ length: home.many ?? 1_101 }, (_, n) => `${wake}/precinct:${n}`)
        const envelopes = many.map((unit) => envelope(1, 1, { unit }))
        await apply(...envelopes)
        const sums = envelopes.map((one) => ({
          key: one.key,
          from: 0,
          sum: { record: one.record ?? never(), revision: 1, capturedAt: minute(1), parts: 1 },
        }))
        await home.results.derive(feed, sums, signal)
        const all = await listed({}, signal)
        expect(new Set(all.map((one) => `${one.key} ${one.derived}`)).size).toBe(2 * many.length)
        expect(all).toHaveLength(2 * many.length)
      })
    })

    describe('the status of a feed', () => {
      test('is the one of the highest revision, and of these the one that was said last', async () => {
        const said = [status(2, minute(5)), status(1, minute(9)), status(2, minute(7)), status(2, minute(6))]
        for (const one of said) {
          // oxlint-disable-next-line no-await-in-loop -- the order is the point
          await home.results.saveStatus(one, signal)
        }
        expect(await home.results.statuses(signal)).toEqual([status(2, minute(7))])
        expect(await home.results.status(feed, signal)).toEqual(status(2, minute(7)))
      })

      test('is kept per feed, and listed by feed', async () => {
        await home.results.saveStatus(status(1, minute(1), { feed: other }), signal)
        await home.results.saveStatus(status(1, minute(1)), signal)
        expect((await home.results.statuses(signal)).map((one) => one.feed)).toEqual([feed, other])
        expect(await home.results.status(feed, signal)).toEqual(status(1, minute(1)))
        expect(await home.results.status('nobody' as FeedId, signal)).toBeUndefined()
      })
    })

    derivedConformance(() => home)
    largeResultsConformance(() => home)
  })
}

function never(): never {
  throw new Error('this sample has a record')
}
