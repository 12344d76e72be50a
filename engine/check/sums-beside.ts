import { type ResultKey, resultKey } from '../model/ids.ts'
import type { Result, Unit } from '../model/result.ts'
import type { Examined } from './check.ts'
import { totalOf } from './figures.ts'

/** The figures of a contest in all units beside each other. */
export interface Sum {
  readonly votes: Map<string, number>
  /** How many units have votes in it. */
  units: number
}

/** Units of one type beside each other. */
export interface Beside {
  /** How many results each has, and one by which it can be seen that it is not all others together. */
  readonly units: Map<string, { results: number; witness: ResultKey }>
  readonly sums: Map<string, Sum>
  /** How many results have any votes. */
  voted: number
}

type Asking = Pick<Examined, 'now' | 'remembered'>

/** By what is around units and by their type, what they have: kept up from capture to capture where that is remembered. */
export function sumsBeside(examined: Asking): ReadonlyMap<string, Beside> {
  const made = asked.get(examined) ?? summed(examined)
  asked.set(examined, made)
  return made
}

/** Two checks ask. */
const asked = new WeakMap<Asking, ReadonlyMap<string, Beside>>()

function summed({ now, remembered }: Asking): ReadonlyMap<string, Beside> {
  const known = remembered?.take(sumsBeside) as Map<string, Beside> | undefined
  const all = known ?? new Map<string, Beside>()
  if (known === undefined) for (const result of now.values()) add(all, result, 1)
  else
    for (const { was, is } of remembered?.changed ?? []) {
      if (was !== undefined) add(all, was, -1)
      if (is !== undefined) add(all, is, 1)
    }
  remembered?.keep(sumsBeside, all)
  return all
}

function add(all: Map<string, Beside>, result: Result, more: 1 | -1): void {
  const { contest, unit, selections } = result.record
  const around = aroundOf(unit)
  const beside: Beside = all.get(around) ?? { units: new Map(), sums: new Map(), voted: 0 }
  all.set(around, beside)
  const mine = beside.units.get(unit.id) ?? { results: 0, witness: result.key }
  mine.results += more
  if (mine.results === 0) beside.units.delete(unit.id)
  else beside.units.set(unit.id, mine)
  const sum = beside.sums.get(contest.id) ?? { votes: new Map(), units: 0 }
  beside.sums.set(contest.id, sum)
  if (totalOf(result) > 0) sum.units += more
  let any = false
  for (const { id, votes } of selections) {
    if (votes.total === 0 && sum.votes.has(id)) continue
    any ||= votes.total !== 0
    sum.votes.set(id, (sum.votes.get(id) ?? 0) + more * votes.total)
  }
  if (any) beside.voted += more
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
export const resultsOf = (unit: string, { sums }: Beside, now: Examined['now']): readonly Result[] =>
  [...sums.keys()].flatMap((contest) => now.get(resultKey(contest, unit)) ?? [])
