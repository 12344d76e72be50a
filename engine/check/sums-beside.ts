import { type ResultKey, resultKey } from '../model/ids.ts'
import type { Result, Unit } from '../model/result.ts'
import type { Examined } from './check.ts'
import { totalOf } from './figures.ts'
import type { Gatherer } from './gatherer.ts'

/** All votes of a contest in units beside each other. */
export interface Sum {
  votes: number
  /** How many units have votes in it. */
  units: number
  /** No unit has more, and this one has so many: if `isMost`. Otherwise it had. */
  most: number
  largest: ResultKey
  isMost: boolean
}

/** By contest, of units of one type beside each other. */
export type Beside = ReadonlyMap<string, Sum>

/** By what is around units and by their type. */
export interface SumsBeside {
  readonly all: ReadonlyMap<string, Beside>
  /** How many results have less than no votes. */
  readonly negative: number
}

/** Adds up what units that stand beside each other have. */
export const sumsBeside: Gatherer<SumsBeside> = {
  begin: () => ({ all: new Map(), negative: 0 }),
  add(sums: Sums, result: Result) {
    const votes = totalOf(result)
    const sum = sumOf(sums, result)
    sum.votes += votes
    if (votes > 0) sum.units += 1
    else if (votes < 0) sums.negative += 1
    noteMost(sum, result.key, votes)
  },
  remove(sums: Sums, result: Result) {
    const votes = totalOf(result)
    const sum = sumOf(sums, result)
    sum.votes -= votes
    if (votes > 0) sum.units -= 1
    else if (votes < 0) sums.negative -= 1
    if (sum.largest === result.key) sum.isMost = false
  },
  replace(sums: Sums, was: Result, is: Result) {
    const sum = sumOf(sums, is)
    const [had, has] = [totalOf(was), totalOf(is)]
    sum.votes += has - had
    if (had > 0) sum.units -= 1
    else if (had < 0) sums.negative -= 1
    if (has > 0) sum.units += 1
    else if (has < 0) sums.negative += 1
    // Who has the most has so many: of the others no name need be looked at.
    if (had === sum.most && sum.largest === is.key) sum.isMost = false
    noteMost(sum, is.key, has)
  },
}

interface Sums extends SumsBeside {
  readonly all: Map<string, Map<string, Sum>>
  negative: number
  last?: {
    readonly contest: string
    readonly within: string | undefined
    readonly type: string
    readonly sum: Sum
  }
}

function noteMost(sum: Sum, key: ResultKey, votes: number): void {
  if (votes < sum.most) return
  sum.most = votes
  sum.largest = key
  sum.isMost = true
}

function sumOf(sums: Sums, { key, record: { contest, unit } }: Result): Sum {
  const { all, last } = sums
  const { id } = contest
  const { within, type } = unit
  // In the order of the keys, what comes next mostly lies beside the last one.
  if (last?.contest === id && last.type === type && within !== undefined && last.within === within)
    return last.sum
  const around = aroundOf(unit)
  let beside = all.get(around)
  if (beside === undefined) {
    beside = new Map()
    all.set(around, beside)
  }
  let sum = beside.get(id)
  if (sum === undefined) {
    sum = { votes: 0, units: 0, most: Number.NEGATIVE_INFINITY, largest: key, isMost: false }
    beside.set(id, sum)
  }
  sums.last = { contest: id, within, type, sum }
  return sum
}

/** Finds out who has the most where it is not known, by a look at all results. */
export function settle(sums: SumsBeside, some: ReadonlySet<Sum>, now: Examined['now']): void {
  for (const sum of some) sum.most = Number.NEGATIVE_INFINITY
  for (const result of now.values()) {
    const sum = sums.all.get(aroundOf(result.record.unit))?.get(result.record.contest.id)
    if (sum !== undefined && some.has(sum)) noteMost(sum, result.key, totalOf(result))
  }
}

/** Names what is around a unit, and its type: a unit that says of none that it lies in it stands beside others of the same id before the last part. */
export function aroundOf(unit: Unit): string {
  const known = around.get(unit)
  if (known !== undefined) return known
  const cut = unit.id.lastIndexOf('/')
  const text = `${unit.within ?? (cut === -1 ? '' : unit.id.slice(0, cut))}|${unit.type}`
  around.set(unit, text)
  return text
}

/** Of a unit there are as many results as contests, and they share what is said of it. */
const around = new WeakMap<Unit, string>()

/** The results of a unit that stands beside others. */
export const resultsOf = (unit: string, beside: Beside, now: Examined['now']): readonly Result[] =>
  [...beside.keys()].flatMap((contest) => now.get(resultKey(contest, unit)) ?? [])
