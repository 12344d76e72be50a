import type { Homes } from '../../engine/entry/homes.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { envelope, wake } from '../conformance/results-samples.ts'
import { perSecond } from './measure.ts'

const { signal } = new AbortController()

/** Changes of known results that the ledger takes in a second, and what one costs. */
export async function changesPerSecond(
  { results, meter }: Pick<Homes, 'results' | 'meter'>,
  { batch, rounds }: { readonly batch: number; readonly rounds: number },
): Promise<{ readonly rate: readonly number[]; readonly writesEach: number; readonly unitsEach: number }> {
  let revision = 0
  const round = (): Promise<unknown> => {
    revision += 1
    return results.apply(
      Array.from({ length: batch }, (_, at) =>
        envelope(revision, at, { feed: 'us-xx-bench' as FeedId, unit: `${wake}/precinct:${at}` }),
      ),
      signal,
    )
  }
  await round()
  const before = meter.read()
  const rate = await perSecond(rounds, batch, round)
  const after = meter.read()
  const each = (usage: 'dynamodb.writes' | 'dynamodb.writeUnits'): number =>
    ((after[usage] ?? 0) - (before[usage] ?? 0)) / (batch * (rounds + 1))
  return { rate, writesEach: each('dynamodb.writes'), unitsEach: each('dynamodb.writeUnits') }
}
