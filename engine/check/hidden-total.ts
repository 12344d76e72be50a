import { type Static, Type } from 'typebox'
import { component } from '../component.ts'
import { resultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Check, Doubt, Examined } from './check.ts'
import { count, placesOf, totalOf, unitOf, votesOf } from './figures.ts'
import { gathered } from './gathered.ts'
import { exceptionsFor } from './parts.ts'
import { aroundOf, type Beside, resultsOf, type Sum as SumBeside, settle, sumsBeside } from './sums-beside.ts'

const options = Type.Object(
  { except: exceptionsFor('the unit that is honestly as large as all others together') },
  { additionalProperties: false },
)

/**
 * A row of totals that nothing tells from the others, so that it was read as one more precinct: what is added up later
 * counts everything twice. A unit with the figures of all other units of its type beside it together, in every contest
 * that it has. What is kept back: its results, and those of the unit around them.
 */
export const hiddenTotal = component({
  type: 'hidden_total',
  summary: 'Holds a unit whose figures are the sum of all others beside it: it may be a row of totals.',
  options,
  create: ({ except = [] }): Check => ({
    gathers: [sumsBeside],
    *examine(examined) {
      if (!mayHaveTotal(examined)) return
      for (const [around, results] of Map.groupBy(examined.now.values(), aroundOfResult)) {
        const units = Map.groupBy(results, ({ record }) => record.unit.id)
        // A total, and two units of which it is one.
        if (units.size < 3) continue
        const sums = sumsByContest(results)
        for (const [unit, mine] of units) {
          if (!isTotal(mine, sums)) continue
          if (!mine.some(({ record }) => isExcepted(except, unit, record.contest.id))) {
            yield doubtAboutTotal(examined, around.split('|')[0] ?? '', mine, units.size - 1)
          }
        }
      }
    },
  }),
})

const aroundOfResult = ({ record }: Result): string => aroundOf(record.unit)

/**
 * Can any unit be all others beside it? Then it has half of the votes in each of its contests, and in one of them at least
 * two others have votes. Which unit it is, and in what order, is for the check to say.
 */
function mayHaveTotal(examined: Examined): boolean {
  const sums = gathered(examined, sumsBeside)
  const halves: { readonly beside: Beside; readonly sum: SumBeside }[] = []
  // As `gathered`: of thousands of contests a step of an iterator is one more object each.
  for (const beside of sums.all.values())
    beside.forEach((sum) => {
      if (sum.units >= 3 && 2 * sum.most >= sum.votes) halves.push({ beside, sum })
    })
  if (halves.length === 0) return false
  if (sums.negative > 0) return true
  const unknown = new Set(halves.flatMap(({ sum }) => (sum.isMost ? [] : [sum])))
  if (unknown.size > 0) settle(sums, unknown, examined.now)
  return halves.some(
    ({ beside, sum }) =>
      2 * sum.most === sum.votes &&
      resultsOf(unitOf(sum.largest), beside, examined.now).every(
        (result) => 2 * totalOf(result) === beside.get(result.record.contest.id)?.votes,
      ),
  )
}

const isExcepted = (except: Static<typeof options>['except'] = [], unit: string, contest: string): boolean =>
  except.some((one) => one.unit === unit && (one.contest ?? contest) === contest)

/** The figures of a contest in all units beside each other. */
interface Sum {
  readonly votes: Map<string, number>
  /** How many units have votes in it. */
  units: number
}

function sumsByContest(results: readonly Result[]): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>()
  for (const result of results) {
    const id = result.record.contest.id
    const sum = sums.get(id) ?? { votes: new Map<string, number>(), units: 0 }
    sums.set(id, sum)
    if (totalOf(result) > 0) sum.units += 1
    for (const { id: selection, votes } of result.record.selections)
      sum.votes.set(selection, (sum.votes.get(selection) ?? 0) + votes.total)
  }
  return sums
}

/** Half of everything, selection by selection, and of so many votes that it is no chance. */
function isTotal(mine: readonly Result[], sums: ReadonlyMap<string, Sum>): boolean {
  let digits = 0
  for (const result of mine) {
    const sum = sums.get(result.record.contest.id)
    if (sum === undefined || !isHalf(result, sum.votes)) return false
    if (sum.units >= 3)
      digits += result.record.selections.reduce((all, { votes }) => all + Math.log10(votes.total + 1), 0)
  }
  return digits >= enoughDigits
}

function isHalf(result: Result, all: ReadonlyMap<string, number>): boolean {
  // Of nearly every unit its first selection tells.
  const [first] = result.record.selections
  if (first !== undefined && all.get(first.id) !== 2 * first.votes.total) return false
  const votes = votesOf(result)
  return [...all].every(([selection, sum]) => sum === 2 * (votes[selection] ?? 0))
}

/** Two figures of three digits are equal by chance once in many thousand units; most units are not as large as all others together. */
const enoughDigits = 4

function doubtAboutTotal(examined: Examined, around: string, mine: readonly Result[], others: number): Doubt {
  const contests = mine.map(({ record }) => record.contest.id)
  const held = [...mine, ...contests.flatMap((contest) => examined.now.get(resultKey(contest, around)) ?? [])]
  const { id = '', name = '', type = '' } = mine[0]?.record.unit ?? {}
  const votes = mine.reduce((sum, one) => sum + totalOf(one), 0)
  const inContests =
    mine.length === 1 ? (mine[0]?.record.contest.name ?? '') : `${count(mine.length)} contests`
  return {
    code: 'CHECK_HIDDEN_TOTAL',
    group: id,
    scope: { units: [...new Set(held.map(({ record }) => record.unit.id))], contests },
    keys: held.map(({ key }) => key),
    reason: `${name}, ${inContests}: its ${count(votes)} votes are, selection by selection, those of the ${count(others)} others of type ${type} beside it together`,
    places: placesOf(mine),
  }
}
