import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Envelope } from '../../../engine/model/envelope.ts'
import { sumOfParts } from '../../../engine/process/tally/sum.ts'
import type { ResultStore } from '../../../engine/results/store.ts'
import { unitAbove } from '../../../engine/results/unit-above.ts'
import { contest, state } from '../../conformance/results-samples.ts'
import { expectedVotes, night } from './schedules.ts'
import { messageOf, newTallying, stepwise, type Tallying, tallyOf } from './tallying.ts'

const { signal } = new AbortController()
let tally: Tallying
beforeAll(() => {
  tally = newTallying()
})
afterAll(() => tally.close())

/** The same night, told in any order, any part of it twice, in batches of any size. */
const told = night.chain(({ feed, said }) =>
  fc.record({
    feed: fc.constant(feed),
    said: fc.constant(said),
    heard: fc
      .shuffledSubarray([...said, ...said], { minLength: said.length })
      .map((some) => [...some, ...said.toReversed()]),
    size: fc.integer({ min: 1, max: 5 }),
  }),
)

test('any order and any repetition of the same changes end in the same figures', async () => {
  await fc.assert(
    fc.asyncProperty(told, async ({ feed, said, heard, size }) => {
      for (let from = 0; from < heard.length; from += size) {
        // oxlint-disable-next-line no-await-in-loop -- the order is the point
        await tally.take(...heard.slice(from, from + size))
      }
      expect(await tally.votes(feed)).toEqual(expectedVotes(said))
    }),
    { numRuns: 150 },
  )
})

test('a sum is, member for member, what its parts add up to when they are added afresh', async () => {
  await fc.assert(
    fc.asyncProperty(told, async ({ feed, heard }) => {
      await tally.take(...heard)
      for await (const { record, derived, parts, ...rest } of tally.results.list({ feed, contest }, signal)) {
        if (!derived) continue
        const { id } = record.unit
        const afresh = sumOfParts(
          id,
          unitAbove({ id }, state),
          await tally.results.parts(feed, contest, id, signal),
        )
        expect({ record, parts, revision: rest.revision, capturedAt: rest.capturedAt }).toEqual(afresh)
      }
    }),
    { numRuns: 80 },
  )
})

test('consumers that come between each other’s steps, and crash there, end in the same figures', async () => {
  await fc.assert(
    fc.asyncProperty(
      night,
      fc.scheduler(),
      fc.array(fc.nat({ max: 12 }), { maxLength: 4 }),
      async ({ feed, said }, scheduler, crashes) => {
        // As a log hands them out: the changes of one key go to one consumer, in order.
        const hears = (mine: number): readonly Envelope[] =>
          said.filter(({ key }) => (key.length + Number(key.at(-1) === '1')) % 2 === mine)
        const consumers = [0, 1].map((mine) =>
          consumeWithCrashes(scheduled(tally.results, scheduler), hears(mine), crashes),
        )
        await scheduler.waitFor(Promise.all(consumers))
        expect(await tally.votes(feed)).toEqual(expectedVotes(said))
      },
    ),
    { numRuns: 150 },
  )
})

/** The store, each of whose steps happens when the schedule says so. */
const scheduled = (results: ResultStore, scheduler: fc.Scheduler): ResultStore =>
  stepwise(results, (step) => scheduler.schedule(Promise.resolve()).then(step))

/** One change per batch. A crash comes after so many steps, and the batch then comes again. */
async function consumeWithCrashes(
  results: ResultStore,
  heard: readonly Envelope[],
  crashes: readonly number[],
): Promise<void> {
  const crash = new Error('crash')
  const left = [...crashes]
  for (const envelope of heard) {
    for (;;) {
      const steps = left.shift()
      const take = tallyOf(steps === undefined ? results : dying(results, steps, crash))
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const end = await take([messageOf(envelope)], signal).catch((error: unknown) => error)
      if (Array.isArray(end)) break
      if (end !== crash) throw end
    }
  }
}

function dying(results: ResultStore, steps: number, crash: Error): ResultStore {
  let left = steps
  return stepwise(results, async (step) => {
    if (left === 0) throw crash
    left -= 1
    return await step()
  })
}
