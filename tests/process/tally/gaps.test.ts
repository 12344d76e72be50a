import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inMemory } from '../../../engine/flow/sqlite.ts'
import type { Envelope } from '../../../engine/model/envelope.ts'
import type { Gap } from '../../../engine/model/gap.ts'
import type { Processor } from '../../../engine/process/processor.ts'
import { tally } from '../../../engine/process/tally/tally.ts'
import { getGap, listGaps } from '../../../engine/register/gap-entries.ts'
import type { Register } from '../../../engine/register/register.ts'
import { sqliteRegister } from '../../../engine/register/sqlite.ts'
import { sqliteResults } from '../../../engine/results/sqlite.ts'
import type { ResultStore } from '../../../engine/results/store.ts'
import type { TraceEvent } from '../../../engine/trace/events.ts'
import { envelope, feed, wake } from '../../conformance/results-samples.ts'
import { type ManualClock, manualClock } from '../../helpers/manual-clock.ts'
import { messageOf } from './tallying.ts'

const { signal } = new AbortController()
const precinct = (n: number): string => `${wake}/precinct:${n}`
/** A change of one precinct. */
const said = (revision: number, previous: number | null, n = 1): Envelope =>
  envelope(revision, 10 * revision, { unit: precinct(n), previous })

interface Stage {
  readonly register: Register
  readonly results: ResultStore
  readonly told: TraceEvent[]
  readonly clock: ManualClock
  readonly take: (...envelopes: readonly Envelope[]) => Promise<void>
  readonly gap: () => Promise<Gap | undefined>
  readonly close: () => Promise<void>
}
function newStage(around: (register: Register) => Register = (register) => register): Stage {
  const register = around(sqliteRegister(inMemory))
  const results = sqliteResults(inMemory)
  const told: TraceEvent[] = []
  const clock = manualClock()
  const trace = { emit: (event: TraceEvent) => void told.push(event), flush: async () => undefined }
  const process: Processor = tally.make({ results, register, trace, clock })
  return {
    register,
    results,
    told,
    clock,
    async take(...envelopes) {
      await process(envelopes.map(messageOf), signal)
    },
    gap: async () => (await getGap(register, feed, signal)).gap,
    async close() {
      await results[Symbol.asyncDispose]()
      await register[Symbol.asyncDispose]()
    },
  }
}

let stage: Stage
beforeEach(() => {
  stage = newStage()
})
afterEach(() => stage.close())

describe('a gap', () => {
  test('stands in the register from the first change that follows one that is missing, and the figures are new all the same', async () => {
    const first = said(1, null)
    await stage.take(first)
    expect(await stage.gap()).toBeUndefined()
    await stage.take(said(5, 3), said(6, 2, 2))
    expect(await stage.gap()).toEqual({
      feed,
      since: '2024-11-06T00:00:00.000Z',
      from: 1,
      changes: 2,
      missing: { [first.key]: 3, [said(6, 2, 2).key]: 2 },
      replays: 0,
      replayedAt: null,
      trouble: null,
    })
    expect((await stage.results.get(feed, first.key, signal))?.revision).toBe(5)
    expect(stage.told).toMatchObject([
      { event: 'consume.gap', changes: 2, revision: 5, previous: 3, held: 1 },
    ])
    expect((await Array.fromAsync(listGaps(stage.register, signal))).map(({ gap }) => gap.feed)).toEqual([
      feed,
    ])
  })

  test('is to be replayed from behind what was held', async () => {
    await stage.take(said(4, null), said(9, 7))
    expect((await stage.gap())?.from).toBe(5)
  })

  test('ends when all that was missing has come, in whichever order', async () => {
    await stage.take(said(1, null), said(5, 3), said(6, 2, 2))
    await stage.clock.advance(90_000)
    await stage.take(said(3, 1))
    expect((await stage.gap())?.missing).toEqual({ [said(6, 2, 2).key]: 2 })
    await stage.take(said(2, null, 2))
    expect(await stage.gap()).toBeUndefined()
    expect(stage.told.at(-1)).toMatchObject({ event: 'consume.filled', feed, changes: 2, lasted: 90_000 })
  })

  test('that its own batch closes is none', async () => {
    await stage.take(said(1, null), said(5, 3), said(3, 1))
    expect(await stage.gap()).toBeUndefined()
    expect(stage.told).toEqual([])
  })

  test('is not one where the ledger holds more than the change follows: the feed has lost its state, not a message', async () => {
    await stage.take(said(5, null), said(7, 3), said(8, null, 2), said(9, null, 2))
    expect(await stage.gap()).toBeUndefined()
    expect(stage.told).toMatchObject([
      { event: 'consume.gap', changes: 2, revision: 7, previous: 3, held: 5 },
    ])
  })

  test('stands anew after one that has ended', async () => {
    await stage.take(said(1, null), said(3, 2), said(2, 1))
    await stage.take(said(6, 5))
    expect(await stage.gap()).toMatchObject({ from: 4, changes: 1 })
  })

  test('is followed for some of very many keys, and still knows from where to replay', async () => {
    await stage.take(...Array.from({ length: 700 }, (_, n) => said(9, 8, n)))
    const gap = await stage.gap()
    expect(gap).toMatchObject({ changes: 700, from: 1 })
    expect(Object.keys(gap?.missing ?? {})).toHaveLength(200)
  })
})

test('a register that is busy owes nothing: the gap is written when the same messages come again', async () => {
  let failures = 1
  const busy = newStage((register) => ({
    ...register,
    put: async (...given) => {
      if (failures-- > 0) throw new Error('busy')
      return await register.put(...given)
    },
  }))
  await busy.take(said(1, null))
  await expect(busy.take(said(5, 3))).rejects.toThrow('busy')
  // The ledger has it by now, and would not tell again.
  await busy.take(said(5, 3))
  expect(await busy.gap()).toMatchObject({ from: 2, changes: 1 })
  await busy.close()
})

test('whatever of a chain comes late or twice: once all of it has come, nothing is missing', async () => {
  const order = fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(
      order,
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
      async (some, sizes) => {
        const one = newStage()
        const chain = Array.from({ length: 8 }, (_, at) => said(at + 1, at === 0 ? null : at))
        // At last a replay, oldest first.
        const coming = [...some.flatMap((nth) => chain[nth - 1] ?? []), ...chain]
        for (let from = 0, turn = 0; from < coming.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1
          await one.take(...coming.slice(from, from + size))
          from += size
        }
        expect(await one.gap()).toBeUndefined()
        expect((await one.results.get(feed, said(1, null).key, signal))?.revision).toBe(8)
        await one.close()
      },
    ),
    { numRuns: 60 },
  )
})
