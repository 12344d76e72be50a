import { type Ask, type Calls, everyItem, type Item } from '../aws/dynamo-calls.ts'
import { byBytes, listedPrefix } from '../aws/dynamo-fitting.ts'
import { inParallel } from '../flow/in-parallel.ts'
import { callsAtOnce } from '../flow/in-turn.ts'
import { type FeedId, resultKey } from '../model/ids.ts'
import { ownOf, sumOf, unitOf } from './dynamo-current.ts'
import { contestPartition } from './dynamo-keys.ts'
import { indexes } from './dynamo-table.ts'
import type { Part } from './store.ts'

/**
 * Own results in a unit, and sums of units without one. The two queries are not of one moment: whoever changes something
 * between them computes this sum again afterwards, and one of the two is refused.
 */
export async function partsOf(
  calls: Calls,
  feed: FeedId,
  contest: string,
  within: string,
  signal: AbortSignal,
): Promise<readonly Part[]> {
  const all = { partition: { pk: contestPartition(feed, contest) }, prefix: listedPrefix(within) }
  const [own, sums] = await Promise.all([
    collect(calls, { ...all, index: indexes.own }, signal),
    collect(
      calls,
      { ...all, index: indexes.sum, filter: { expression: 'attribute_not_exists(#live)' } },
      signal,
    ),
  ])
  const taken = new Set(own.map(unitOf))
  const parts: { readonly unit: string; readonly read: () => Promise<Part | null | undefined> }[] = [
    ...own.map((item) => {
      const unit = unitOf(item)
      const read = () => ownOf(calls, item, feed, resultKey(contest, unit), signal)
      return { unit, read: read as () => Promise<Part | undefined> }
    }),
    ...sums
      .filter((item) => !taken.has(unitOf(item)))
      .map((item) => ({ unit: unitOf(item), read: () => sumOf(calls, item, signal) })),
  ]
  const sorted = parts.toSorted((one, other) => byBytes(one.unit, other.unit))
  const read = await inParallel(sorted, callsAtOnce, (one) => one.read())
  return read.flatMap((part) =>
    part ? [{ record: part.record, revision: part.revision, capturedAt: part.capturedAt }] : [],
  )
}

const collect = (calls: Calls, ask: Ask, signal: AbortSignal): Promise<Item[]> =>
  Array.fromAsync(everyItem(calls, ask, signal))
