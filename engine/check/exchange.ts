import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Examined } from './check.ts'
import { compared } from './compared.ts'
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
  if (!asked.has(examined)) asked.set(examined, findExchange(examined))
  return asked.get(examined)
}

/** Two checks ask. */
const asked = new WeakMap<Examined, Exchange | undefined>()

function findExchange(examined: Examined): Exchange | undefined {
  const { now, before } = examined
  const { missing: gone, fresh: all } = compared(examined)
  if (gone.length === 0 || now.size === 0) return undefined
  if (gone.length === before.size) return { gone: new Set(gone), came: [...now.values()], whole: true }
  const again = all.filter((result) => heldFor(examined, 'CHECK_EXCHANGED', result))
  const fresh = all.filter(({ key }) => !examined.heldBefore.has(key))

  const found = { came: new Set<Result>(), gone: new Set<ResultKey>() }
  const known = new Set<readonly ResultKey[]>()
  const mean = (results: readonly Result[], partners: (result: Result) => readonly ResultKey[]): void => {
    for (const result of results) {
      const keys = partners(result)
      if (keys.length === 0) continue
      found.came.add(result)
      // Thousands of one contest have one list of partners.
      if (!known.has(keys)) for (const key of keys) found.gone.add(key)
      known.add(keys)
    }
  }
  const stood = (key: ResultKey): VotesById => before.get(key)?.votes ?? {}
  const inUnit = groups(gone, unitOf)
  const sameInUnit = (result: Result): readonly ResultKey[] =>
    inUnit(result.key).filter((key) => haveSameSelections(votesOf(result), stood(key)))

  const wasExchanged = new Set(gone.filter((key) => goneFor(examined, 'CHECK_EXCHANGED', key)))
  const stillInContest = groups([...wasExchanged], contestOf)
  mean(again, ({ key }) => stillInContest(key))
  mean(again, (result) => sameInUnit(result).filter((key) => wasExchanged.has(key)))

  const justGone = gone.filter((key) => !found.gone.has(key) && !goneFor(examined, 'CHECK_GONE', key))
  const asManyInContest = asManyAs(fresh, justGone, contestOf)
  const asManyInUnit = asManyAs(fresh, justGone, unitOf)
  mean(fresh, ({ key }) => asManyInContest(key))
  const likeInContest = likeOnes(gone, stood)
  mean(
    fresh.filter(({ key }) => asManyInContest(key).length === 0),
    likeInContest,
  )
  mean(fresh, (result) =>
    sameInUnit(result).filter(
      (key) =>
        isLike(votesOf(result), stood(key)) && (sumOf(stood(key)) > 0 || asManyInUnit(result.key).length > 0),
    ),
  )

  // Who is meant in one contest is meant in all, and a contest that is meant in one unit is in all.
  const isNew = (of: (key: ResultKey) => string): ReadonlySet<string> => {
    const old = new Set([...before.keys()].map(of))
    return new Set([...found.came].map(({ key }) => of(key)).filter((id) => !old.has(id)))
  }
  const [units, contests, inContest] = [isNew(unitOf), isNew(contestOf), groups(gone, contestOf)]
  mean(
    fresh.filter(({ key }) => units.has(unitOf(key))),
    ({ key }) => inContest(key),
  )
  mean(
    fresh.filter(({ key }) => contests.has(contestOf(key))),
    sameInUnit,
  )
  return found.came.size === 0 ? undefined : { gone: found.gone, came: [...found.came], whole: false }
}

const contestOf = (key: ResultKey): string => contestAndUnit(key).contest
const none: readonly ResultKey[] = []

/** The same list for every key of a group. */
function groups(
  keys: readonly ResultKey[],
  by: (key: ResultKey) => string,
): (key: ResultKey) => readonly ResultKey[] {
  const grouped = Map.groupBy(keys, by)
  return (key) => grouped.get(by(key)) ?? none
}

/** What went from the group of a result, if no more came to it than that. */
function asManyAs(
  came: readonly Result[],
  went: readonly ResultKey[],
  by: (key: ResultKey) => string,
): (key: ResultKey) => readonly ResultKey[] {
  const olds = groups(went, by)
  const news = groups(
    came.map(({ key }) => key),
    by,
  )
  return (key) => (news(key).length <= olds(key).length ? olds(key) : none)
}

/** What went from the contest of a result and is like it. Zeros are like all zeros, which says nothing. */
function likeOnes(
  gone: readonly ResultKey[],
  stood: (key: ResultKey) => VotesById,
): (result: Result) => readonly ResultKey[] {
  const figures = new Map(gone.map((key) => [key, Object.entries(stood(key))]))
  const sums = new Map(gone.map((key) => [key, sumOf(stood(key))]))
  const inContest = groups(
    gone.filter((key) => sums.get(key) !== 0),
    contestOf,
  )
  return (result) => {
    const votes = votesOf(result)
    const sum = sumOf(votes)
    return inContest(result.key).filter((key) => {
      const was = sums.get(key) ?? 0
      return was <= sum && sum <= 2 * was && grewFrom(figures.get(key) ?? [], votes)
    })
  }
}

/** The same votes under another name, or a while later: none fell, and they are not twice as many. */
const isLike = (votes: VotesById, stood: VotesById): boolean =>
  sumOf(votes) <= 2 * sumOf(stood) && grewFrom(Object.entries(stood), votes)

/** The same selections, and none has fewer votes. */
const grewFrom = (stood: readonly (readonly [string, number])[], votes: VotesById): boolean =>
  stood.every(([id, was]) => (votes[id] ?? -1) >= was) && stood.length === Object.keys(votes).length

function haveSameSelections(one: VotesById, other: VotesById): boolean {
  const ids = Object.keys(one)
  return ids.length === Object.keys(other).length && ids.every((id) => Object.hasOwn(other, id))
}
