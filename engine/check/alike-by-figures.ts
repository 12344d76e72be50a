import type { ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Examined } from './check.ts'
import { totalOf } from './figures.ts'

/** Some results of one contest that have the same number by their figures. */
interface Several {
  readonly keys: Set<ResultKey>
  /** Those of them that are equal; undefined: one came or went, and nobody has compared since. */
  equal: readonly (readonly ResultKey[])[] | undefined
}

/** By contest and number, the one result or those that have it; and all lists of several. */
interface Numbered {
  readonly byContest: Map<string, Map<number, ResultKey | Several>>
  readonly several: Set<Several>
}

/**
 * Results with so many votes that are alike: lists of several of one contest of which `figuresOf` says the same, without
 * those of which it says nothing. Lists and results in lists are in the order of the capture. What it says must depend on
 * the record alone, and be the same for the same figures. Only those are asked of which another of the contest has the
 * same number by its figures, and of these only where one of them is not the one of before: writing the figures of
 * every result out as a text would cost more than all else here.
 */
export function alikeByFigures(
  { now, remembered }: Pick<Examined, 'now' | 'remembered'>,
  fromVotes: number,
  figuresOf: (result: Result) => string | undefined,
): readonly (readonly Result[])[] {
  const known = remembered?.take(alikeByFigures) as Numbered | undefined
  const numbered: Numbered = known ?? { byContest: new Map(), several: new Set() }
  const isLarge = (result: Result | undefined): result is Result =>
    result !== undefined && totalOf(result) >= fromVotes
  if (known === undefined) {
    for (const result of now.values()) if (isLarge(result)) add(numbered, result)
  } else
    for (const { was, is } of remembered?.changed ?? []) {
      if (isLarge(was)) remove(numbered, was)
      if (isLarge(is)) add(numbered, is)
    }
  remembered?.keep(alikeByFigures, numbered)
  const lists = new Map<ResultKey, readonly ResultKey[]>()
  for (const some of numbered.several) {
    // What is remembered is in the order of the keys; what was just added is in that of the capture.
    some.equal ??= equalOf(known === undefined ? [...some.keys] : [...some.keys].toSorted(), now, figuresOf)
    for (const equal of some.equal) lists.set(equal[0] as ResultKey, equal)
  }
  if (lists.size === 0) return []
  const firsts =
    known === undefined ? [...now.keys()].filter((key) => lists.has(key)) : [...lists.keys()].toSorted()
  return firsts.map((first) => (lists.get(first) ?? []).map((key) => now.get(key) as Result))
}

function equalOf(
  keys: readonly ResultKey[],
  now: ReadonlyMap<ResultKey, Result>,
  figuresOf: (result: Result) => string | undefined,
): readonly (readonly ResultKey[])[] {
  const byFigures = new Map<string, ResultKey[]>()
  for (const key of keys) {
    const figures = figuresOf(now.get(key) as Result)
    if (figures === undefined) continue
    const equal = byFigures.get(figures)
    if (equal === undefined) byFigures.set(figures, [key])
    else equal.push(key)
  }
  return [...byFigures.values()].filter((equal) => equal.length > 1)
}

function add({ byContest, several }: Numbered, result: Result): void {
  const { id } = result.record.contest
  let own = byContest.get(id)
  if (own === undefined) {
    own = new Map()
    byContest.set(id, own)
  }
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

function remove({ byContest, several }: Numbered, result: Result): void {
  const own = byContest.get(result.record.contest.id)
  const number = numberOf(result)
  const found = own?.get(number)
  if (typeof found !== 'object') {
    own?.delete(number)
    return
  }
  found.keys.delete(result.key)
  found.equal = undefined
  if (found.keys.size > 1) return
  several.delete(found)
  const [last] = found.keys
  if (last === undefined) own?.delete(number)
  else own?.set(number, last)
}

/** The same for the same figures, in whatever order. */
function numberOf({ record: { selections } }: Result): number {
  let number = selections.length
  for (const { votes } of selections) number = (number + Math.imul(votes.total + 1, 0x9e3779b1)) | 0
  return number
}
