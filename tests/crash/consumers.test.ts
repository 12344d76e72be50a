import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Envelope } from '../../engine/model/envelope.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import { envelope, wake } from '../conformance/results-samples.ts'
import { messageOf, newTallying, stepwise, type Tallying, tallyOf } from '../process/tally/tallying.ts'

type Mutate = (results: ResultStore) => ResultStore

const { signal } = new AbortController()
let tally: Tallying
let nights = 0
beforeAll(() => {
  tally = newTallying()
})
afterAll(() => tally.close())

/** Two precincts of one county, each with a consumer of its own; each says two things. */
const said = (feed: FeedId, precinct: number): readonly Envelope[] =>
  [1, 2].map((nth) =>
    envelope(2 * nth + precinct, 10 * nth + precinct, {
      feed,
      feedUnit: wake,
      unit: `${wake}/precinct:${precinct}`,
      previous: nth === 1 ? null : precinct + 2,
    }),
  )
const expected = 20 + 21

/** One consumer dies at its n-th step and hears that batch again; or it sleeps there while the other hears all of its own. */
async function sumAfter(
  fault: 'crash' | 'overtaken',
  at: number,
  mutate: Mutate,
): Promise<number | undefined> {
  const feed = `feed-${(nights += 1)}` as FeedId
  const hear = async (precinct: number, results: ResultStore): Promise<void> => {
    for (const one of said(feed, precinct)) {
      const left = await tallyOf(results)([messageOf(one)], signal).catch(() => ['again'])
      if (left.length > 0) await tallyOf(results)([messageOf(one)], signal)
    }
  }
  let step = 0
  let otherHeard = fault === 'crash'
  if (otherHeard) await hear(1, mutate(tally.results))
  const faulty = stepwise(mutate(tally.results), async (take) => {
    if (step++ === at) {
      if (fault === 'crash') throw new Error('killed')
      otherHeard = true
      await hear(1, mutate(tally.results))
    }
    return take()
  })
  await hear(0, faulty)
  if (!otherHeard) await hear(1, mutate(tally.results))
  return (await tally.votes(feed)).sums[wake]
}

/** Every step at which the county's sum ends up wrong. */
async function wrongSums(mutate: Mutate = (results) => results): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const fault of ['crash', 'overtaken'] as const) {
    for (let at = 0; at < 12; at++) {
      const sum = await sumAfter(fault, at, mutate)
      if (sum !== expected) wrong.push(`${fault} at step ${at}: the county has ${sum}, its parts ${expected}`)
    }
  }
  return wrong
}

const mutants: Readonly<Record<string, Mutate>> = {
  'a consumer that skips what it holds already': (results) => ({
    ...results,
    async apply(envelopes, until) {
      const applied = await results.apply(envelopes, until)
      return applied.map((one) => (one.kind === 'same' ? { ...one, kind: 'older' } : one))
    },
  }),
  'a sum that is written whatever was written since': (results) => ({
    ...results,
    async derive(feed, sums, until) {
      const now = sums.map(async (sum) => {
        const { version } = await results.derived(feed, sum.key, until)
        return { ...sum, from: version }
      })
      return results.derive(feed, await Promise.all(now), until)
    },
  }),
}

test('a consumer that dies or sleeps at any step leaves the right sum', async () => {
  expect(await wrongSums()).toEqual([])
})

test.each(Object.entries(mutants))('the test of this test: %s', async (name, mutate) => {
  const wrong = await wrongSums(mutate)
  process.stdout.write(`${name}: ${wrong[0]}\n`)
  expect(wrong.length).toBeGreaterThan(0)
})
