import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Result } from '../model/result.ts'
import type { Check, Doubt, Examined } from './check.ts'
import { count, doubtAboutAll, totalOf } from './figures.ts'
import {
  earlierBy,
  haveSameFigures,
  haveSameSelections,
  numberedName,
  placesOfSelections,
  stoodAlike,
} from './numbered-names.ts'
import { unitsTwice } from './repeated-units.ts'
import { suspects, suspectsIn } from './suspects.ts'

const options = Type.Object(
  {
    from_votes: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Smaller contests are equal by chance. Default: 300 votes.' }),
    ),
    may_be: Type.Optional(
      Type.Boolean({
        description: 'What has one name may honestly have the same selections and votes. Default: false.',
      }),
    ),
  },
  { additionalProperties: false },
)

/**
 * A report that was written twice into one file. Where contests and units of one name are told apart by their number
 * (`Mayor (2)`), each of them is there again. Two that truly have one name differ in their selections, or in votes.
 */
export const repeated = component({
  type: 'repeated',
  summary:
    'Holds a report that stands twice in its file: where names are numbered ("Mayor (2)"), all contests of a unit again, or all units, or one contest with the very same votes.',
  options,
  create: ({ from_votes: fromVotes = 300, may_be: mayBe = false }): Check => ({
    gathers: mayBe ? [] : [numbered],
    *examine(examined) {
      if (mayBe) return
      const found = suspectsIn(examined, numbered)
      if (found.length === 0) return
      const twice = unitsTwice(found, examined, fromVotes)
      if (twice !== undefined) {
        yield twice
        return
      }
      const around = resultsAround(found, examined.now)
      const pairs = pairsOf(found, around)
      const units = unitsInPairs(pairs, around, examined.before)
      const results = [...units.values()].flat()
      if (results.length * 20 > examined.now.size) {
        yield doubtAboutAll(code, reasonOfUnits(units), placesOfSelections(twinsIn(results, pairs)))
        return
      }
      for (const own of units.values()) yield doubtAboutUnit(own, pairs)
      const rest = pairs.filter(({ again }) => !units.has(again.record.unit.id))
      const contests = contestsTwice(rest, around, fromVotes, examined.before)
      const isMost = contests.flatMap(({ keys }) => keys ?? []).length * 2 > examined.now.size
      const [first] = contests
      if (isMost && first !== undefined)
        yield doubtAboutAll(code, `${first.reason}${others(contests.length - 1, 'contest')}`, first.places)
      else yield* contests
    },
  }),
})

const code = 'CHECK_REPEATED'

const numbered = suspects(
  () => {
    // Most units have the contests of others.
    const known = new Map<string, boolean>()
    const isNumbered = (name: string): boolean => {
      let is = known.get(name)
      if (is === undefined) {
        is = numberedName(name) !== undefined
        known.set(name, is)
      }
      return is
    }
    return ({ record: { contest, unit } }) =>
      (contest.name.endsWith(')') && isNumbered(contest.name)) || numberedName(unit.name) !== undefined
  },
  { ofNames: true },
)

/** A contest, and one before it of the same name, unit and selections. */
interface Pair {
  readonly again: Result
  readonly first: Result
}

/** All results of the units of some. */
function resultsAround(
  found: readonly Result[],
  now: Examined['now'],
): ReadonlyMap<string, readonly Result[]> {
  const units = new Set(found.map(({ record }) => record.unit.id))
  const own = [...now.values()].filter(
    ({ record }) => units.has(record.unit.id) && record.contest.type !== 'ballots',
  )
  return Map.groupBy(own, ({ record }) => record.unit.id)
}

function pairsOf(found: readonly Result[], around: ReadonlyMap<string, readonly Result[]>): readonly Pair[] {
  const earlierIn = new Map(
    [...around].map(([unit, own]) => [
      unit,
      earlierBy(Map.groupBy(own, ({ record }) => record.contest.name)),
    ]),
  )
  return found.flatMap((again) => {
    const { contest, unit } = again.record
    const before = earlierIn.get(unit.id)?.(contest.name) ?? []
    // Hundreds of seats have one name, each with candidates of its own.
    return before.flatMap((first) => (haveSameSelections(first, again) ? [{ again, first }] : []))
  })
}

/**
 * Units of which every contest is in a pair, by more lists of candidates than one: two judges to be kept have one list. Where
 * all of them stand, somebody has released them.
 */
function unitsInPairs(
  pairs: readonly Pair[],
  around: ReadonlyMap<string, readonly Result[]>,
  before: Examined['before'],
): ReadonlyMap<string, readonly Result[]> {
  const paired = new Set(pairs.flatMap(({ again, first }) => [again.key, first.key]))
  return new Map(
    [...around].filter(([, own]) => {
      if (!own.every(({ key }) => paired.has(key)) || own.every(({ key }) => before.has(key))) return false
      const lists = own.map(({ record }) => JSON.stringify(record.selections.map(({ name }) => name)))
      return new Set(lists).size > 1 && own.some(isOfCandidates)
    }),
  )
}

const isOfCandidates = ({ record: { contest, selections } }: Result): boolean =>
  contest.type === 'candidate' && selections.some(({ writeIn }) => !writeIn)

/** Contests that are equal to another in every unit that has both. */
function contestsTwice(
  pairs: readonly Pair[],
  around: ReadonlyMap<string, readonly Result[]>,
  fromVotes: number,
  before: Examined['before'],
): readonly Doubt[] {
  const byContests = Map.groupBy(
    pairs,
    ({ again, first }) => `${again.record.contest.id} ${first.record.contest.id}`,
  )
  return [...byContests.values()].flatMap((own): readonly Doubt[] => {
    const votes = own.reduce((sum, { again }) => sum + totalOf(again), 0)
    if (votes < fromVotes || !own.every(({ again, first }) => haveSameFigures(again, first))) return []
    const both = own.map((pair) => [pair.first, pair.again] as const)
    if (stoodAlike(both, before) || (!isTelling(own) && isOfSeries(own, pairs))) return []
    if (!areAll(own, own as [Pair], around)) return []
    const [{ again, first }] = own as [Pair]
    const results = both.flat()
    const where = own.length === 1 ? again.record.unit.name : `all ${count(own.length)} units`
    const doubt: Doubt = {
      code,
      group: `${again.record.contest.id}|*`,
      scope: {
        units: own.map((pair) => pair.again.record.unit.id),
        contests: [first.record.contest.id, again.record.contest.id],
      },
      keys: results.map(({ key }) => key),
      reason: `${again.record.contest.name}: the same ${count(votes)} votes, selection by selection, as in ${first.record.contest.name}, in ${where}`,
      places: placesOfSelections([first, again]),
    }
    return [doubt]
  })
}

/** Of a few figures two among many contests are the same by chance: of five, or of two that are large, they are not. */
function isTelling(own: readonly Pair[]): boolean {
  const figures = own.flatMap(({ again }) =>
    again.record.selections.flatMap(({ votes }) => (votes.total > 0 ? votes.total : [])),
  )
  return figures.length >= 5 || (figures.length >= 2 && figures.every((votes) => votes >= 10_000))
}

/** Are there others of that name, with these selections and other votes? Judges to be kept or not are: yes and no to each. */
function isOfSeries(own: readonly Pair[], pairs: readonly Pair[]): boolean {
  const [{ again, first }] = own as [Pair]
  const isOne = ({ record }: Result): boolean =>
    record.contest.id === again.record.contest.id || record.contest.id === first.record.contest.id
  return pairs.some(
    (pair) => (isOne(pair.again) || isOne(pair.first)) && !haveSameFigures(pair.again, pair.first),
  )
}

/** Have all units that have both contests such a pair of them? */
const areAll = (
  own: readonly Pair[],
  [{ again, first }]: readonly [Pair],
  around: ReadonlyMap<string, readonly Result[]>,
): boolean => {
  const both = new Set([again.record.contest.id, first.record.contest.id])
  const units = around
    .values()
    .filter((its) => its.filter(({ record }) => both.has(record.contest.id)).length === 2)
  return [...units].length === own.length
}

function doubtAboutUnit(own: readonly Result[], pairs: readonly Pair[]): Doubt {
  const [{ record }] = own as [Result]
  return {
    code,
    group: record.unit.id,
    scope: { units: [record.unit.id] },
    keys: own.map(({ key }) => key),
    reason: reasonOfUnits(new Map([[record.unit.id, own]])),
    places: placesOfSelections(twinsIn(own, pairs)),
  }
}

/** Two contests of one name, for the places in which they stand. */
function twinsIn(results: readonly Result[], pairs: readonly Pair[]): readonly Result[] {
  const keys = new Set(results.map(({ key }) => key))
  const own = pairs.filter(({ again }) => keys.has(again.key))
  const pair = own.find(({ first, again }) => haveSameFigures(first, again)) ?? own[0]
  return pair === undefined ? [] : [pair.first, pair.again]
}

function reasonOfUnits(units: ReadonlyMap<string, readonly Result[]>): string {
  const [own = []] = units.values()
  const names = own.map(({ record }) => record.contest.name)
  const firsts = names.filter((name) => numberedName(name) === undefined)
  const shown = `${firsts.slice(0, 3).join(', ')}${firsts.length > 3 ? ', …' : ''}`
  return `${own[0]?.record.unit.name}${others(units.size - 1, 'unit')}: all contests stand there twice, with the same selections (${shown}): a report that is in its file twice?`
}

const others = (more: number, what: string): string =>
  more === 0 ? '' : ` (and ${count(more)} other ${what}${more === 1 ? '' : 's'})`
