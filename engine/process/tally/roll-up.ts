import { setImmediate } from 'node:timers/promises'
import { inParallel } from '../../flow/in-parallel.ts'
import { contestAndUnit, type FeedId, type ResultKey, resultKey } from '../../model/ids.ts'
import type { ResultStore, SumToWrite } from '../../results/store.ts'
import { unitAbove } from '../../results/unit-above.ts'
import { sumOfParts } from './sum.ts'

/** So many are computed and written, then others get their turn: whoever waits longer with a sum is refused more often. */
const sumsPerTurn = 50
/** A home in the cloud answers each question after milliseconds: so many are asked at once. */
const sumsAtOnce = 16

/** A sum that may be wrong. */
export interface Stale {
  readonly feed: FeedId
  readonly key: ResultKey
  readonly feedUnit: string | undefined
}

/**
 * Computes sums anew from their parts, and then those of the units above them. Never by adding a difference: what was
 * delivered twice, or in another order, gives the same sum. Each is written only if nobody wrote it since its version
 * was read, which is before the parts are; who was refused computes again.
 */
export async function rollUp(
  results: ResultStore,
  stale: readonly Stale[],
  signal: AbortSignal,
): Promise<void> {
  for (let level = distinct(stale); level.length > 0; level = distinct(level.flatMap(above))) {
    let rest = level
    while (rest.length > 0) rest = await computed(results, rest, signal)
  }
}

/** Answers with those that somebody else wrote in the meantime. */
async function computed(
  results: ResultStore,
  stale: readonly Stale[],
  signal: AbortSignal,
): Promise<readonly Stale[]> {
  const refused: Stale[] = []
  for (let from = 0; from < stale.length; from += sumsPerTurn) {
    const some = stale.slice(from, from + sumsPerTurn)
    const writes = await inParallel(some, sumsAtOnce, async (one) => ({
      ...one,
      write: await compute(results, one, signal),
    }))
    const feeds = [...Map.groupBy(writes, ({ feed }) => feed)]
    const refusals = await inParallel(feeds, sumsAtOnce, async ([feed, own]) => {
      const sums = own.map(({ write }) => write)
      const keys = new Set(await results.derive(feed, sums, signal))
      return own.filter(({ key }) => keys.has(key))
    })
    refused.push(...refusals.flat())
    await setImmediate()
  }
  return refused
}

async function compute(
  results: ResultStore,
  { feed, key, feedUnit }: Stale,
  signal: AbortSignal,
): Promise<SumToWrite> {
  const { contest, unit } = contestAndUnit(key)
  const { version } = await results.derived(feed, key, signal)
  const parts = await results.parts(feed, contest, unit, signal)
  const within = unitAbove({ id: unit }, feedUnit)
  return { key, from: version, sum: sumOfParts(unit, within, parts) }
}

function above({ feed, key, feedUnit }: Stale): readonly Stale[] {
  const { contest, unit } = contestAndUnit(key)
  const within = unitAbove({ id: unit }, feedUnit)
  return within === undefined ? [] : [{ feed, key: resultKey(contest, within), feedUnit }]
}

const distinct = (stale: readonly Stale[]): readonly Stale[] => [
  ...new Map(stale.map((one) => [`${one.feed} ${one.key}`, one])).values(),
]
