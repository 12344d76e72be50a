import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Envelope } from '../../../engine/model/envelope.ts'
import { currentEntries, currentHistory } from '../../../engine/register/current-entries.ts'
import { aboveById } from '../../../engine/results/unit-above.ts'
import { contest } from '../../conformance/results-samples.ts'
import { expectedVotes, night } from '../tally/schedules.ts'
import { type Arbitrating, newArbitrating, taking } from './arbitrating.ts'
import { stepwisePorts } from './stepwise-ports.ts'

const { signal } = new AbortController()
let desk: Arbitrating
beforeAll(() => {
  desk = newArbitrating()
})
afterAll(() => desk.close())

/** The same night, in an election of its own: what stood in another is nothing to it. */
const elections = night.map(({ feed, said }) => ({
  election: `election-${feed}`,
  said: said.map((one): Envelope => {
    const record = one.record && { ...one.record, election: `election-${feed}` }
    return { ...one, record }
  }),
}))

/** What must stand: what the feed says itself, and else what its units add up to. */
function expected(said: readonly Envelope[]): Readonly<Record<string, number>> {
  const { own, sums } = expectedVotes(said)
  return { ...sums, ...own }
}

test('any order and any repetition of what one feed says end in what it said last', async () => {
  const told = elections.chain(({ election, said }) =>
    fc.record({
      election: fc.constant(election),
      said: fc.constant(said),
      heard: fc
        .shuffledSubarray([...said, ...said], { minLength: said.length })
        .map((some) => [...some, ...said.toReversed()]),
      size: fc.integer({ min: 1, max: 5 }),
    }),
  )
  await fc.assert(
    fc.asyncProperty(told, async ({ election, said, heard, size }) => {
      for (let from = 0; from < heard.length; from += size) {
        // oxlint-disable-next-line no-await-in-loop -- the order is the point
        await desk.take(...heard.slice(from, from + size))
      }
      expect(await desk.votes(election)).toEqual(expected(said))
    }),
    { numRuns: 100 },
  )
})

test('consumers that come between each other’s steps, and crash there, end in the same, and have told all of it', async () => {
  const ways = fc.tuple(
    elections,
    fc.scheduler(),
    fc.array(fc.nat({ max: 60 }), { maxLength: 5 }),
    fc.integer({ min: 1, max: 3 }),
  )
  await fc.assert(
    fc.asyncProperty(ways, async ([{ election, said }, scheduler, crashes, size]) => {
      // As a log hands them out: the changes of one key go to one consumer, in order.
      const hears = (mine: number): readonly Envelope[] =>
        said.filter(({ key }) => (key.length + Number(key.at(-1) === '1')) % 2 === mine)
      const consumers = [0, 1].map((mine) => consumeWithCrashes(scheduler, hears(mine), crashes, size))
      await scheduler.waitFor(Promise.all(consumers))
      expect(await desk.votes(election)).toEqual(expected(said))
      expect(await untold(election)).toEqual([])
    }),
    { numRuns: 60 },
  )
})

/** A few changes per batch. A crash comes after so many steps, and the batch then comes again. */
async function consumeWithCrashes(
  scheduler: fc.Scheduler,
  heard: readonly Envelope[],
  crashes: readonly number[],
  size: number,
): Promise<void> {
  const crash = new Error('crash')
  const left = [...crashes]
  for (let from = 0; from < heard.length; from += size) {
    for (;;) {
      let steps = left.shift() ?? Number.POSITIVE_INFINITY
      const take = taking(
        stepwisePorts(desk.ports, async (step) => {
          if (steps === 0) throw crash
          steps -= 1
          return await scheduler.schedule(Promise.resolve()).then(step)
        }),
      )
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const end = await take(...heard.slice(from, from + size)).catch((error: unknown) => error)
      if (end === undefined) break
      if (end !== crash) throw end
    }
  }
}

/** Versions that say something and were never published, and entries that do not count as told. */
async function untold(election: string): Promise<readonly string[]> {
  const published = new Map((await desk.published()).map((one) => [one.id, one]))
  const missing: string[] = []
  for await (const { body, version, told } of currentEntries(
    desk.ports.register,
    election,
    contest,
    undefined,
    signal,
  )) {
    if (told !== version) missing.push(`${body.key} is told up to ${told} of ${version}`)
    for await (const envelope of currentHistory(desk.ports.register, election, body.key, signal)) {
      const { id } = envelope
      if (JSON.stringify(sorted(published.get(id))) !== JSON.stringify(sorted(envelope))) missing.push(id)
    }
  }
  return missing
}

const sorted = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .toSorted(([one], [other]) => (one < other ? -1 : 1))
          .map(([key, one]) => [key, sorted(one)]),
      )

test('ids lead up to the country and no further', () => {
  const county = 'ocd-division/country:us/state:nc/county:wake'
  expect(aboveById(county)).toBe('ocd-division/country:us/state:nc')
  expect(aboveById('ocd-division/country:us/state:nc')).toBe('ocd-division/country:us')
  expect(aboveById('ocd-division/country:us')).toBeUndefined()
  expect(aboveById('zz/harbor/precinct:1')).toBeUndefined()
})
