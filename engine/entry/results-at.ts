import type { Archive } from '../archive/archive.ts'
import type { Changeset } from '../model/changeset.ts'
import { contestAndUnit, type FeedId, type ResultKey, resultKey } from '../model/ids.ts'
import { readChangeset } from '../poll/changeset.ts'
import { sumOfParts } from '../process/tally/sum.ts'
import type { ListedResult, Part } from '../results/store.ts'
import { unitAbove } from '../results/unit-above.ts'
import { epochMilliseconds } from '../time/instant.ts'

/**
 * The live results of a feed as they were at a moment (ISO 8601), sums of their units included: what the changesets
 * captured by then add up to. Ordered by key, own ones before computed ones.
 */
export async function resultsAt(
  feed: FeedId,
  time: string,
  archive: Archive,
  signal: AbortSignal,
): Promise<readonly ListedResult[]> {
  const moment = epochMilliseconds(time) ?? Number.NaN
  const latest = new Map<ResultKey, ListedResult | undefined>()
  let feedUnit: string | undefined
  for await (const { changeset: hash } of archive.revisions(feed, signal)) {
    const changeset = await readChangeset(archive, hash, signal)
    if ((epochMilliseconds(changeset.capturedAt) ?? Number.NaN) > moment) continue
    feedUnit ??= changeset.feedUnit
    for (const [key, result] of saidBy(changeset)) if (!latest.has(key)) latest.set(key, result)
  }
  const own = [...latest.values()].filter((one) => one !== undefined)
  return [...own, ...sumsOf(feed, own, feedUnit)].toSorted(byKey)
}

function* saidBy({
  feed,
  revision,
  capturedAt,
  changes,
}: Changeset): Iterable<readonly [ResultKey, ListedResult | undefined]> {
  for (const { key, record } of changes) {
    yield [key, record === null ? undefined : { feed, key, revision, capturedAt, record, derived: false }]
  }
}

/** Sums of every unit that others lie in, level by level, as the tally makes them. */
function sumsOf(
  feed: FeedId,
  own: readonly ListedResult[],
  feedUnit: string | undefined,
): readonly ListedResult[] {
  const ownKeys = new Set(own.map(({ key }) => key))
  const partsOf = new Map<ResultKey, Map<ResultKey, Part>>()
  const place = (key: ResultKey, above: string | undefined, part: Part): ResultKey | undefined => {
    if (above === undefined) return undefined
    const sum = resultKey(contestAndUnit(key).contest, above)
    const parts = partsOf.get(sum) ?? new Map<ResultKey, Part>()
    partsOf.set(sum, parts.set(key, part))
    return sum
  }
  const sums = new Map<ResultKey, ListedResult>()
  let level = new Set(own.map((one) => place(one.key, unitAbove(one.record.unit, feedUnit), one)))
  while (level.size > 0) {
    const next = new Set<ResultKey | undefined>()
    for (const key of level) {
      const parts = key && partsOf.get(key)
      if (key === undefined || parts === undefined) continue
      const { unit } = contestAndUnit(key)
      const within = unitAbove({ id: unit }, feedUnit)
      const sum = sumOfParts(unit, within, [...parts.values()])
      if (sum === null) continue
      sums.set(key, { feed, key, ...sum, derived: true })
      if (!ownKeys.has(key)) next.add(place(key, within, sum))
      else next.add(within === undefined ? undefined : resultKey(contestAndUnit(key).contest, within))
    }
    next.delete(undefined)
    level = next
  }
  return [...sums.values()]
}

const byKey = (one: ListedResult, other: ListedResult): number =>
  one.key < other.key ? -1 : one.key > other.key ? 1 : Number(one.derived) - Number(other.derived)
