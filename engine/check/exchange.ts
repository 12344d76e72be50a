import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Examined } from './check.ts'
import { sumOf, unitOf, type VotesById, votesOf } from './figures.ts'
import { goneFor, heldFor } from './held-for.ts'

/** Results that stand and are gone, and those that came in their place: published beside each other, they count twice. */
export interface Exchange {
  readonly gone: ReadonlySet<ResultKey>
  readonly came: readonly Result[]
  /** Nothing that stands is in the capture. */
  readonly whole: boolean
}

/**
 * Pairs what is gone with what is new. In a contest, new results are meant where no more of them came than went at that
 * moment, and one that is like a gone one always; so is one of another contest in the same unit that is like it. What the
 * last verdict took for an exchange stays one as long as it is in the capture and the other is not.
 */
export function exchangeIn(examined: Examined): Exchange | undefined {
  const { now, before } = examined
  const gone = [...before.keys()].filter((key) => !now.has(key))
  if (gone.length === 0 || now.size === 0) return undefined
  if (gone.length === before.size) return { gone: new Set(gone), came: [...now.values()], whole: true }
  const all = [...now.values()].filter(({ key }) => !before.has(key))
  const again = all.filter((result) => heldFor(examined, 'CHECK_EXCHANGED', result))
  const fresh = all.filter(({ key }) => !examined.heldBefore.has(key))

  const pairs = new Map<Result, readonly ResultKey[]>()
  const pair = (results: readonly Result[], partners: (result: Result) => readonly ResultKey[]): void => {
    for (const result of results) {
      const found = partners(result)
      if (found.length > 0) pairs.set(result, [...(pairs.get(result) ?? []), ...found])
    }
  }
  const stood = (key: ResultKey): VotesById => before.get(key)?.votes ?? {}
  const inContest = groups(gone, contestOf)
  const inUnit = groups(gone, unitOf)
  const renamed = (result: Result): readonly ResultKey[] =>
    inUnit(result.key).filter((key) => haveSameSelections(votesOf(result), stood(key)))

  pair(again, (result) =>
    [...inContest(result.key), ...renamed(result)].filter((key) => goneFor(examined, 'CHECK_EXCHANGED', key)),
  )
  const paired = new Set([...pairs.values()].flat())
  const justGone = gone.filter((key) => !paired.has(key) && !goneFor(examined, 'CHECK_GONE', key))
  const perContest = asManyAs(fresh, justGone, contestOf)
  const perUnit = asManyAs(fresh, justGone, unitOf)
  pair(fresh, (result) => [
    ...perContest(result.key),
    ...inContest(result.key).filter((key) => sumOf(stood(key)) > 0 && isLike(votesOf(result), stood(key))),
    ...renamed(result).filter(
      (key) =>
        isLike(votesOf(result), stood(key)) && (sumOf(stood(key)) > 0 || perUnit(result.key).length > 0),
    ),
  ])
  // Who is meant in one contest is meant in all, and a contest that is meant in one unit is in all.
  const known = {
    contests: new Set([...before.keys()].map(contestOf)),
    units: new Set([...before.keys()].map(unitOf)),
  }
  const meant = [...pairs.keys()].map(({ key }) => key)
  const units = new Set(meant.map(unitOf).filter((unit) => !known.units.has(unit)))
  const contests = new Set(meant.map(contestOf).filter((contest) => !known.contests.has(contest)))
  pair(
    fresh.filter(({ key }) => units.has(unitOf(key))),
    ({ key }) => inContest(key),
  )
  pair(
    fresh.filter(({ key }) => contests.has(contestOf(key))),
    renamed,
  )
  if (pairs.size === 0) return undefined
  return { gone: new Set([...pairs.values()].flat()), came: [...pairs.keys()], whole: false }
}

const contestOf = (key: ResultKey): string => contestAndUnit(key).contest

function groups(keys: readonly ResultKey[], by: (key: ResultKey) => string) {
  const grouped = Map.groupBy(keys, by)
  return (key: ResultKey): readonly ResultKey[] => grouped.get(by(key)) ?? []
}

/** What went from the group of a result, if no more came to it than that. */
function asManyAs(came: readonly Result[], went: readonly ResultKey[], by: (key: ResultKey) => string) {
  const news = groups(
    came.map(({ key }) => key),
    by,
  )
  const olds = groups(went, by)
  return (key: ResultKey): readonly ResultKey[] => (news(key).length <= olds(key).length ? olds(key) : [])
}

/** The same votes under another name, or a while later: none fell, and they are not twice as many. */
const isLike = (votes: VotesById, stood: VotesById): boolean =>
  haveSameSelections(votes, stood) &&
  Object.entries(stood).every(([id, was]) => (votes[id] ?? 0) >= was) &&
  sumOf(votes) <= 2 * sumOf(stood)

function haveSameSelections(one: VotesById, other: VotesById): boolean {
  const ids = Object.keys(one)
  return ids.length === Object.keys(other).length && ids.every((id) => Object.hasOwn(other, id))
}
