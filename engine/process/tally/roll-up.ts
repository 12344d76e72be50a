import { type FeedId, resultKey } from '../../model/ids.ts'
import type { ResultStore } from '../../results/store.ts'
import { sumOfParts } from './sum.ts'
import { unitAbove } from './unit-above.ts'

/**
 * Computes the sum of a unit's parts anew, and those of the units above it. Never by adding a difference: what was
 * delivered twice, or in another order, gives the same sum. Written only if nobody wrote since the parts were read.
 */
export async function rollUp(
  results: ResultStore,
  feed: FeedId,
  contest: string,
  unit: string,
  signal: AbortSignal,
): Promise<void> {
  const key = resultKey(contest, unit)
  for (;;) {
    signal.throwIfAborted()
    const { version } = await results.derived(feed, key, signal)
    const parts = await results.parts(feed, contest, unit, signal)
    const sum = sumOfParts(unit, parts)
    if (await results.derive(feed, key, version, sum ?? null, signal)) break
  }
  const above = unitAbove(unit)
  if (above !== undefined) await rollUp(results, feed, contest, above, signal)
}
