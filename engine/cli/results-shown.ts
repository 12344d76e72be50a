import type { Hold } from '../model/hold.ts'
import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { Selection } from '../model/result.ts'
import type { ListedResult } from '../results/store.ts'

/** A result as people see it: with the hold that makes it stale. */
export interface ShownResult extends ListedResult {
  readonly stale: Hold | undefined
}

/** One contest of one feed, the whole before its parts. */
export interface ShownContest {
  readonly feed: string
  readonly contest: string
  readonly name: string
  readonly results: readonly ShownResult[]
}

export interface Wanted {
  readonly contest: string | undefined
  readonly unit: string | undefined
}

/** Is this what a person asks for? An id, the end of one after a slash or a colon, or the name. */
export function isWanted({ record, key }: ListedResult, { contest, unit }: Wanted): boolean {
  const ids = contestAndUnit(key)
  return isNamed(contest, ids.contest, record.contest.name) && isNamed(unit, ids.unit, record.unit.name)
}

export const isNamed = (word: string | undefined, id: string, name: string): boolean =>
  word === undefined ||
  id === word ||
  id.endsWith(`/${word}`) ||
  id.endsWith(`:${word}`) ||
  name.toLowerCase() === word.toLowerCase()

/** A sum is as stale as the stalest of its parts. A result that the feed gives itself hides the sum of its parts. */
export function withStale(
  results: readonly ListedResult[],
  staleBy: (feed: string, key: ResultKey) => Hold | undefined,
): readonly ShownResult[] {
  const own = new Set(results.filter(({ derived }) => !derived).map(({ feed, key }) => `${feed} ${key}`))
  const stale = new Map<string, Hold>()
  for (const { feed, key, derived } of results) {
    const hold = derived ? undefined : staleBy(feed, key)
    if (hold === undefined) continue
    const { contest, unit } = contestAndUnit(key)
    stale.set(`${feed} ${key}`, hold)
    for (let above = parent(unit); above !== ''; above = parent(above)) {
      const sum = `${feed} ${contest}|${above}`
      if (!own.has(sum) && !stale.has(sum)) stale.set(sum, hold)
    }
  }
  return results
    .filter(({ feed, key, derived }) => !derived || !own.has(`${feed} ${key}`))
    .map((one) => ({ ...one, stale: stale.get(`${one.feed} ${one.key}`) }))
}

const parent = (unit: string): string => unit.slice(0, Math.max(0, unit.lastIndexOf('/')))

/** The contests with the most votes first, feed by feed. */
export function contestsOf(results: readonly ShownResult[]): readonly ShownContest[] {
  const groups = Map.groupBy(results, ({ feed, key }) => `${feed} ${contestAndUnit(key).contest}`)
  const contests = [...groups.values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const { contest } = contestAndUnit(first.key)
    const ordered = own.toSorted(wholeFirst)
    return [{ feed: first.feed, contest, name: first.record.contest.name, results: ordered }]
  })
  return contests.toSorted(
    (one, other) => one.feed.localeCompare(other.feed, 'en') || votesCast(other) - votesCast(one),
  )
}

const votesCast = ({ results }: ShownContest): number =>
  (results[0]?.record.selections ?? []).reduce((sum, { votes }) => sum + votes.total, 0)

/** The fewest levels of the unit first, then by name. */
function wholeFirst(one: ShownResult, other: ShownResult): number {
  const depth = ({ key }: ShownResult): number => key.split('/').length
  return depth(one) - depth(other) || one.record.unit.name.localeCompare(other.record.unit.name, 'en')
}

/** Selections by their votes in the whole, the leading one first. */
export function byVotes({ results }: Pick<ShownContest, 'results'>): readonly Selection[] {
  return (results[0]?.record.selections ?? []).toSorted((one, other) => other.votes.total - one.votes.total)
}

/** `87/87`, `3 units` of a sum, or nothing. */
export function progressOf({ record, derived, parts }: ListedResult): string {
  const { unitsReporting, unitsTotal } = record.reporting ?? {}
  if (unitsReporting !== undefined) return `${unitsReporting}/${unitsTotal ?? '?'}`
  return derived && parts !== undefined ? `${parts} in` : ''
}
