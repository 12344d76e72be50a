import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Result } from '../model/result.ts'
import { alikeByFigures, numbers } from './alike-by-figures.ts'
import type { Check, Doubt, Examined } from './check.ts'
import { count, placesOf, totalOf, votesOf } from './figures.ts'
import { gathered } from './gathered.ts'
import { aroundOf, resultsOf, sumsBeside } from './sums-beside.ts'

const options = Type.Object(
  {
    from_votes: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Smaller results are equal by chance. Default 300 votes.' }),
    ),
  },
  { additionalProperties: false },
)

/**
 * Two units of one type with the same figures, selection by selection, in every contest that both have: one precinct posted
 * twice (DOMAIN §3). Of 35,000 honest results of one county, four pairs are equal in one contest, with up to 241 votes, and
 * none in all. Two selections say less than three: they must have thousands of votes, and be equal in two contests or have
 * ten thousand each.
 */
export const sameBlock = component({
  type: 'same_block',
  summary: 'Holds two units that have the very same figures in all contests that both have.',
  options,
  create: ({ from_votes: fromVotes = 300 }): Check => {
    const large = numbers((result) => weightFrom(fromVotes, result) > 0)
    return {
      gathers: [large, sumsBeside],
      *examine(examined) {
        const all = alikeByFigures(examined, large, figuresIn)
        if (all.length === 0) return
        const units = learnt(resultsOfUnits(all.flat(), examined), fromVotes)
        const told = new Set<string>()
        for (const alike of all) {
          for (const { record } of alike) {
            const mine = units.get(record.unit.id)
            if (mine === undefined || told.has(record.unit.id)) continue
            const twins = [...twinsOf(mine, alike, units)]
            if (twins.length === 0) continue
            told.add(record.unit.id)
            yield doubtAboutTwin(mine.results, twins)
          }
        }
      },
    }
  },
})

/** So many twins are named. A test deck makes thousands of units equal: all of them are not compared with all. */
const mostNamed = 3

interface UnitFigures {
  readonly results: Result[]
  /** By contest, the figures as one text. */
  readonly figures: Map<string, string>
  /** By contest with enough votes, how much equality in it says. */
  readonly weights: Map<string, number>
}

/** Equal for equal figures of units of one type. */
const figuresIn = (result: Result): string => `${result.record.unit.type}|${JSON.stringify(votesOf(result))}`

/** All results of the units of some, in the order of the capture. */
function resultsOfUnits(some: readonly Result[], examined: Examined): readonly Result[] {
  const { now, remembered } = examined
  const units = new Map(some.map(({ record: { unit } }) => [unit.id, unit]))
  if (remembered === undefined) return [...now.values()].filter(({ record }) => units.has(record.unit.id))
  const { all } = gathered(examined, sumsBeside)
  return [...units.values()].flatMap((unit) => {
    const beside = all.get(aroundOf(unit))
    // What is remembered is in the order of the keys.
    return beside === undefined ? [] : resultsOf(unit.id, beside, now).toSorted(byKey)
  })
}

const byKey = (one: Result, other: Result): number => (one.key < other.key ? -1 : 1)

/** All figures of units, by all their results. */
function learnt(results: Iterable<Result>, fromVotes: number): ReadonlyMap<string, UnitFigures> {
  const units = new Map<string, UnitFigures>()
  for (const result of results) {
    const { contest, unit } = result.record
    const mine: UnitFigures = units.get(unit.id) ?? { results: [], figures: new Map(), weights: new Map() }
    units.set(unit.id, mine)
    mine.results.push(result)
    mine.figures.set(contest.id, JSON.stringify(votesOf(result)))
    const weight = weightFrom(fromVotes, result)
    if (weight > 0) mine.weights.set(contest.id, weight)
  }
  return units
}

/** The first of those alike that are equal in every contest that both have; one more than is named tells that there are others. */
function* twinsOf(
  mine: UnitFigures,
  alike: readonly Result[],
  units: ReadonlyMap<string, UnitFigures>,
): Iterable<Result> {
  let found = 0
  for (const one of alike) {
    const other = units.get(one.record.unit.id)
    if (other === undefined || other === mine || !isTwin(mine, other)) continue
    if (evidence(mine, other) < 2) continue
    yield one
    found += 1
    if (found > mostNamed) return
  }
}

function isTwin(mine: UnitFigures, other: UnitFigures): boolean {
  for (const [contest, figures] of mine.figures) {
    if ((other.figures.get(contest) ?? figures) !== figures) return false
  }
  return true
}

/** How much equality in one contest says: 2 is enough, and 0 is nothing, as it is of fewer votes. */
function weightFrom(fromVotes: number, { record: { selections } }: Result): number {
  let sum = 0
  let given = 0
  let least = Number.POSITIVE_INFINITY
  for (const { votes } of selections) {
    sum += votes.total
    if (votes.total <= 0) continue
    given += 1
    if (votes.total < least) least = votes.total
  }
  if (sum < fromVotes) return 0
  if (given !== 2) return given >= 3 ? 2 : 0
  return least >= 10_000 ? 2 : least >= 1_000 ? 1 : 0
}

/** Of two units that are equal in all contests that both have. */
function evidence(mine: UnitFigures, other: UnitFigures): number {
  let weight = 0
  for (const [contest, one] of mine.weights) {
    if (other.weights.has(contest)) weight += one
    if (weight >= 2) break
  }
  return weight
}

function doubtAboutTwin(mine: readonly Result[], twins: readonly Result[]): Doubt {
  const [first] = mine
  const { id = '', name = '' } = first?.record.unit ?? {}
  const votes = mine.reduce((sum, one) => sum + totalOf(one), 0)
  const contests = mine.length === 1 ? first?.record.contest.name : `${count(mine.length)} contests`
  const named = twins.slice(0, mostNamed).map(({ record }) => record.unit.name)
  const others = `${named.join(', ')}${twins.length > mostNamed ? ' and others' : ''}`
  return {
    code: 'CHECK_SAME_BLOCK',
    group: id,
    scope: { units: [id], contests: mine.map(({ record }) => record.contest.id) },
    keys: mine.map(({ key }) => key),
    reason: `${name}, ${contests}: the same ${count(votes)} votes, selection by selection, as in ${others}`,
    places: placesOf([...mine, ...twins]),
  }
}
