import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import { resultKey } from '../../engine/model/ids.ts'
import type { ResultRecord } from '../../engine/model/result.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import { seeded } from './child.ts'
import {
  contest,
  envelope,
  feed,
  minute,
  type OpenResults,
  record,
  state,
  status,
  sum,
  wake,
} from './results-samples.ts'

const { signal } = new AbortController()

/** A record that the log takes just so, and that nothing can make smaller: names without any order. */
function largest(seed: number, unit = `${wake}/precinct:01`): ResultRecord {
  const random = seeded(seed)
  const noise = (): string =>
    Buffer.from(Array.from({ length: 3_000 }, () => Math.floor(random() * 256))).toString('base64')
  const selections = Array.from({ length: 225 }, (_, at) => ({
    id: `selection-${at}`,
    name: noise(),
    writeIn: true,
    votes: { total: at },
  }))
  return { ...record(unit, 0, wake), selections }
}

/** What a record may be at most, and ids that no key of a database was made for. */
export function largeResultsConformance(home: () => OpenResults): void {
  const results = (): ResultStore => home().results
  const { key } = envelope(1, 0)

  describe('a record of nearly a million bytes', () => {
    const [first, second] = [largest(1), largest(2)]

    test('is as large as one can be', () => {
      expect(Buffer.byteLength(canonicalJson(first))).toBeGreaterThan(900_000)
      expect(Buffer.byteLength(canonicalJson(first))).toBeLessThan(1_000_000)
    })

    test('is kept as it came: current, past, as a part, and in the list', async () => {
      await results().apply([envelope(1, 0, { record: first }), envelope(2, 0, { record: second })], signal)
      expect((await results().get(feed, key, signal))?.record).toEqual(second)
      expect((await results().at(feed, key, minute(1), signal))?.record).toEqual(first)
      expect((await results().parts(feed, contest, wake, signal)).map((part) => part.record)).toEqual([
        second,
      ])
      const listed = await Array.fromAsync(results().list({ feed }, signal))
      expect(listed.map((one) => one.record)).toEqual([second])
    })

    test('gives way to a small one, and to a withdrawal', async () => {
      await results().apply([envelope(1, 0, { record: first }), envelope(2, 20)], signal)
      expect((await results().get(feed, key, signal))?.record).toEqual(envelope(2, 20).record)
      await results().apply([envelope(3, 0, { record: second }), envelope(4, null)], signal)
      expect(await results().get(feed, key, signal)).toMatchObject({ revision: 4, record: null })
      const past = await Array.fromAsync(results().history(feed, key, signal))
      expect(past.map((one) => one.record)).toEqual([first, envelope(2, 20).record, second, null])
    })

    test('can be a sum, beside an own result of that size', async () => {
      const large = { ...sum(`${wake}/precinct:01`, 1), record: second }
      await results().apply([envelope(1, 0, { record: first })], signal)
      expect(await results().derive(feed, [{ key, from: 0, sum: large }], signal)).toEqual([])
      expect(await results().derived(feed, key, signal)).toEqual({ version: 1, sum: large })
      const listed = await Array.fromAsync(results().list({}, signal))
      expect(listed.map((one) => [one.derived, one.record])).toEqual([
        [false, first],
        [true, second],
      ])
    })
  })

  test('a status of a feed with thousands of holds is kept whole', async () => {
    const { selections } = largest(3)
    const holds = Array.from({ length: 2_000 }, (_, at) => ({
      code: 'CHECK_FALL',
      group: `${at} ${selections[at % 225]?.name.slice(at, at + 300)}`,
    })) as unknown as ReturnType<typeof status>['holds']
    await results().saveStatus(status(1, minute(1), { holds }), signal)
    expect(await results().statuses(signal)).toEqual([status(1, minute(1), { holds })])
  })

  test('ids of thousands of bytes are told apart, counted, listed, and added up', async () => {
    const long = (end: string): string => `${'long-'.repeat(500)}${end}`
    const county = `${state}/county:${long('county')}`
    const units = ['a', 'b'].map((end) => `${county}/precinct:${long(end)}`)
    const contests = ['one', 'two'].map((end) => `nc/${long(end)}`)
    const envelopes = contests.flatMap((id) =>
      units.map((unit, at) => {
        const says = record(unit, at + 1, county)
        return envelope(1, 1, {
          key: resultKey(id, unit),
          record: { ...says, contest: { ...says.contest, id } },
        })
      }),
    )
    await results().apply(envelopes, signal)
    expect(await results().reached(feed, signal)).toEqual({ revision: 1, results: 4 })
    const listed = await Array.fromAsync(results().list({ contest: contests[1] ?? '' }, signal))
    const last = (text: string): string => text.slice(-1)
    expect(listed.map((one) => last(one.key)).toSorted()).toEqual(['a', 'b'])
    expect(new Set(listed.map((one) => one.record.contest.id)).size).toBe(1)
    const parts = await results().parts(feed, contests[0] ?? '', county, signal)
    expect(parts.map((part) => last(part.record.unit.id)).toSorted()).toEqual(['a', 'b'])
    const past = await Array.fromAsync(results().history(feed, envelopes[3]?.key ?? key, signal))
    expect(past.map((one) => last(one.record?.unit.id ?? ''))).toEqual(['b'])
  })
}
