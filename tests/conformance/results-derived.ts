import { describe, expect, test } from 'vitest'
import { resultKey } from '../../engine/model/ids.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import { contest, envelope, feed, type OpenResults, record, state, sum, wake } from './results-samples.ts'

const { signal } = new AbortController()

/** Sums, and what they are made of. */
export function derivedConformance(home: () => OpenResults): void {
  const results = (): ResultStore => home().results
  const key = resultKey(contest, wake)

  describe('a sum', () => {
    test('is not there before it is written: version zero', async () => {
      expect(await results().derived(feed, key, signal)).toEqual({ version: 0, sum: null })
    })

    test('is kept as it was written, under the next version', async () => {
      expect(await results().derive(feed, [{ key, from: 0, sum: sum(wake, 20, state) }], signal)).toEqual([])
      expect(await results().derived(feed, key, signal)).toEqual({ version: 1, sum: sum(wake, 20, state) })
    })

    test('is refused when somebody wrote it after its version was read', async () => {
      await results().derive(feed, [{ key, from: 0, sum: sum(wake, 20) }], signal)
      expect(await results().derive(feed, [{ key, from: 0, sum: sum(wake, 99) }], signal)).toEqual([key])
      expect(await results().derived(feed, key, signal)).toEqual({ version: 1, sum: sum(wake, 20) })
    })

    test('counts a version even where it says the same, since another may be about to write', async () => {
      await results().derive(feed, [{ key, from: 0, sum: sum(wake, 20) }], signal)
      await results().derive(feed, [{ key, from: 1, sum: sum(wake, 20) }], signal)
      expect(await results().derive(feed, [{ key, from: 1, sum: sum(wake, 99) }], signal)).toEqual([key])
    })

    test('that has no parts any more keeps its version', async () => {
      await results().derive(feed, [{ key, from: 0, sum: sum(wake, 20) }], signal)
      await results().derive(feed, [{ key, from: 1, sum: null }], signal)
      expect(await results().derived(feed, key, signal)).toEqual({ version: 2, sum: null })
      expect(await Array.fromAsync(results().list({}, signal))).toEqual([])
    })

    test('is judged by itself: others of the same call are written', async () => {
      const above = resultKey(contest, state)
      await results().derive(feed, [{ key, from: 0, sum: sum(wake, 20) }], signal)
      const both = [
        { key, from: 0, sum: sum(wake, 99) },
        { key: above, from: 0, sum: sum(state, 20) },
      ]
      expect(await results().derive(feed, both, signal)).toEqual([key])
      expect(await results().derived(feed, above, signal)).toMatchObject({ version: 1 })
    })

    test('names the unit it lies in to whoever changes an own result of its unit: it takes the place', async () => {
      const own = (revision: number, votes: number | null) =>
        envelope(revision, votes, { unit: wake, within: `${state}/cd:2` })
      await results().derive(feed, [{ key, from: 0, sum: sum(wake, 20, state) }], signal)
      const applied = await results().apply([own(2, 21), own(2, 21), own(3, null), own(1, 20)], signal)
      expect(applied.map(({ above }) => above)).toEqual(applied.map(() => [state, `${state}/cd:2`]))
      await results().derive(feed, [{ key, from: 1, sum: null }], signal)
      expect(await results().apply([own(3, null)], signal)).toMatchObject([{ above: [`${state}/cd:2`] }])
    })

    test('has one winner among several that read the same version', async () => {
      const stores = [results(), (await home().reopen?.()) ?? results()]
      const tries = Array.from({ length: 20 }, (_, n) =>
        (stores[n % 2] ?? results()).derive(feed, [{ key, from: 0, sum: sum(wake, n) }], signal),
      )
      const refused = (await Promise.all(tries)).filter((keys) => keys.length > 0)
      expect(refused).toHaveLength(19)
      expect((await results().derived(feed, key, signal)).version).toBe(1)
    })
  })

  describe('the parts of a unit', () => {
    const parts = async (within: string): Promise<readonly (readonly [string, number | undefined])[]> =>
      (await results().parts(feed, contest, within, signal)).map((part) => [
        part.record.unit.id,
        part.record.selections[0]?.votes.total,
      ])
    const [one, two] = [`${wake}/precinct:01`, `${wake}/precinct:02`]
    const county = (votes: number | null) => envelope(1, votes, { unit: wake, within: state })

    test('are the live results that lie directly in it, by key, and of this feed and contest', async () => {
      await results().apply(
        [
          envelope(1, 2, { unit: two }),
          envelope(1, 1, { unit: one }),
          envelope(1, 4, { unit: `${wake}/precinct:03` }),
          envelope(2, null, { unit: `${wake}/precinct:03` }),
          envelope(1, 8, { feed: `${feed}-2` as typeof feed }),
          county(16),
        ],
        signal,
      )
      expect(await parts(wake)).toEqual([
        [one, 1],
        [two, 2],
      ])
      expect(await parts(state)).toEqual([[wake, 16]])
    })

    test('say of which revision and capture they are', async () => {
      await results().apply([envelope(7, 1)], signal)
      expect(await results().parts(feed, contest, wake, signal)).toMatchObject([
        { revision: 7, capturedAt: envelope(7, 1).capturedAt },
      ])
    })

    test('lie where the feed’s unit is, if a record does not say', async () => {
      const { within: _, ...unit } = record(one, 1, wake).unit
      const silent = { ...record(one, 1), unit }
      await results().apply([envelope(1, 1, { record: silent })], signal)
      expect(await parts(wake)).toEqual([[one, 1]])
    })

    test('are sums where a unit has no own result', async () => {
      await results().derive(feed, [{ key, from: 0, sum: sum(wake, 20, state) }], signal)
      expect(await parts(state)).toEqual([[wake, 20]])
    })

    test('are own results where a unit has both: nothing counts twice', async () => {
      await results().derive(feed, [{ key, from: 0, sum: sum(wake, 20, state) }], signal)
      await results().apply([county(21)], signal)
      expect(await parts(state)).toEqual([[wake, 21]])
    })

    test('are sums again once the own result is withdrawn', async () => {
      await results().derive(feed, [{ key, from: 0, sum: sum(wake, 20, state) }], signal)
      await results().apply([county(21), { ...county(null), revision: 2 }], signal)
      expect(await parts(state)).toEqual([[wake, 20]])
    })

    test('leave out a sum whose unit has an own result that lies elsewhere', async () => {
      await results().derive(feed, [{ key, from: 0, sum: sum(wake, 20, state) }], signal)
      await results().apply([{ ...county(21), record: record(wake, 21, `${state}/cd:2`) }], signal)
      expect(await parts(state)).toEqual([])
      expect(await parts(`${state}/cd:2`)).toEqual([[wake, 21]])
    })
  })
}
