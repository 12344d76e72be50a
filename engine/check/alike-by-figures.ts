import type { ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Examined } from './check.ts'
import { gathered } from './gathered.ts'
import type { Gatherer } from './gatherer.ts'

/** Some results of one contest that have the same number by their figures. */
interface Several {
  readonly keys: Set<ResultKey>
  /** Those of them that are equal; undefined: one came or went, and nobody has compared since. */
  equal: readonly (readonly ResultKey[])[] | undefined
}

/** By number, the one result of a contest or those that have it. */
type OfContest = Map<number, ResultKey | Several>

/** By contest; and all lists of several. */
interface Numbered {
  readonly byContest: Map<string, OfContest>
  readonly several: Set<Several>
}

/** Gathers the numbers of results that say something. */
export type Numbers = Gatherer<Numbered>

/** By their figures: whether a result says something must depend on them alone. */
export const numbers = (saysSomething: (result: Result) => boolean): Numbers => ({
  begin: () => ({ byContest: new Map(), several: new Set() }),
  add(numbered, result) {
    if (saysSomething(result)) addTo(contestIn(numbered, result), numbered, result)
  },
  remove(numbered, result) {
    if (saysSomething(result)) removeFrom(contestIn(numbered, result), numbered, result)
  },
  replace(numbered, was, is) {
    const own = contestIn(numbered, is)
    if (saysSomething(was)) removeFrom(own, numbered, was)
    if (saysSomething(is)) addTo(own, numbered, is)
  },
})

/**
 * Results that are alike: lists of several of one contest of which `figuresOf` says the same. Lists and results in lists
 * are in the order of the capture. What it says must depend on the record alone, and be the same only for the same figures.
 * Only those are asked of which another of the contest has the same number by its figures, and of these only where one of
 * them is not the one of before: writing the figures of every result out as a text would cost more than all else here.
 */
export function alikeByFigures(
  examined: Examined,
  by: Numbers,
  figuresOf: (result: Result) => string,
): readonly (readonly Result[])[] {
  const { now, remembered } = examined
  // A capture that is remembered is in the order of its keys.
  const isByKey = remembered !== undefined
  const lists = new Map<ResultKey, readonly ResultKey[]>()
  for (const some of gathered(examined, by).several) {
    some.equal ??= equalOf(isByKey ? [...some.keys].toSorted() : [...some.keys], now, figuresOf)
    for (const equal of some.equal) lists.set(equal[0] as ResultKey, equal)
  }
  if (lists.size === 0) return []
  const firsts = isByKey ? [...lists.keys()].toSorted() : [...now.keys()].filter((key) => lists.has(key))
  return firsts.map((first) => (lists.get(first) ?? []).map((key) => now.get(key) as Result))
}

function equalOf(
  keys: readonly ResultKey[],
  now: ReadonlyMap<ResultKey, Result>,
  figuresOf: (result: Result) => string,
): readonly (readonly ResultKey[])[] {
  const byFigures = Map.groupBy(keys, (key) => figuresOf(now.get(key) as Result))
  return [...byFigures.values()].filter((equal) => equal.length > 1)
}

function contestIn({ byContest }: Numbered, { record: { contest } }: Result): OfContest {
  let own = byContest.get(contest.id)
  if (own === undefined) {
    own = new Map()
    byContest.set(contest.id, own)
  }
  return own
}

function addTo(own: OfContest, { several }: Numbered, result: Result): void {
  const number = numberOf(result)
  const found = own.get(number)
  if (found === undefined) own.set(number, result.key)
  else if (typeof found === 'object') {
    found.keys.add(result.key)
    found.equal = undefined
  } else {
    const some = { keys: new Set([found, result.key]), equal: undefined }
    own.set(number, some)
    several.add(some)
  }
}

function removeFrom(own: OfContest, { several }: Numbered, result: Result): void {
  const number = numberOf(result)
  const found = own.get(number)
  if (typeof found !== 'object') {
    own.delete(number)
    return
  }
  found.keys.delete(result.key)
  found.equal = undefined
  if (found.keys.size > 1) return
  several.delete(found)
  const [last] = found.keys
  if (last === undefined) own.delete(number)
  else own.set(number, last)
}

/** The same for the same figures, in whatever order; others have the same one by chance, one of a thousand million. */
function numberOf({ record: { selections } }: Result): number {
  let number = selections.length
  for (const { votes } of selections) number = (number + mixed(votes.total)) | 0
  // One bit less, and a map keeps it without an object.
  return number >> 1
}

/** Figures that differ must differ in all bits: a sum of what is proportional to them would tell no more than their total. */
function mixed(votes: number): number {
  const half = Math.imul(votes + 1, 0x9e3779b1)
  return Math.imul(half ^ (half >>> 15), 0x85ebca6b)
}
