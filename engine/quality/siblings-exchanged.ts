import { Type } from 'typebox'
import { component } from '../component.ts'
import { contestAndUnit } from '../model/ids.ts'
import { count, placeOf, totalOf } from './figures.ts'
import type { QualityRule, Said, Told } from './rule.ts'
import { median, pointsOf, type Shares, sharesOf, votesByLabel } from './shares.ts'

const options = Type.Object(
  {
    points: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description:
          'By so many percentage points two contests must fit the units beside better if they were exchanged. Default: 6.',
      }),
    ),
    from_votes: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          'Units with fewer votes in a contest are not judged, and not compared with. Default: 300.',
      }),
    ),
    from_units: Type.Optional(
      Type.Integer({ minimum: 2, description: 'So many other units must be there. Default: 4.' }),
    ),
  },
  { additionalProperties: false },
)

/**
 * Two contests of one unit with the same selections (yes and no, the same parties), whose shares are like those of the
 * other contest in the units beside: the answers to two retention questions were exchanged in one county. Contests are
 * compared with those that the rule is about, so name few. What was exchanged in all units alike, or between two contests
 * that go out alike everywhere, it can not see.
 */
export const siblingsExchanged = component({
  type: 'siblings_exchanged',
  summary: 'Two contests of a unit whose figures look exchanged, by the units beside.',
  options,
  create: ({ points = 6, from_votes: from = 300, from_units: least = 4 }): QualityRule => {
    const known = new WeakMap<readonly Said[], ReadonlyMap<string, readonly Unit[]>>()
    const byContest = (around: readonly Said[]) => {
      const found = known.get(around) ?? unitsByContest(around, from)
      known.set(around, found)
      return found
    }
    return {
      needs: { siblings: true, around: true },
      judge({ said, siblings, around }) {
        const mine = sharesIn(said, from)
        const units = byContest(around)
        const usual = mine && middleOf(said, mine, units, least)
        if (mine === undefined || usual === undefined) return []
        return siblings.flatMap((sibling): readonly Told[] => {
          const theirs = sibling.key === said.key ? undefined : sharesIn(sibling, from)
          if (theirs === undefined || !haveSameNames(mine, theirs)) return []
          const usualThere = middleOf(sibling, theirs, units, least)
          if (usualThere === undefined || !haveSameNames(usual, usualThere)) return []
          const straight = apart(mine, usual) + apart(theirs, usualThere)
          const crossed = apart(mine, usualThere) + apart(theirs, usual)
          const gain = pointsOf(straight - crossed)
          if (gain <= points) return []
          const { name } = sibling.record.contest
          const words = `${placeOf(said)}: ${count(totalOf(said.record))} votes look exchanged with those of ${name}, which fits the units beside by ${gain} points better`
          const table = tableOf(mine, usual, usualThere)
          return [{ about: contestAndUnit(sibling.key).contest, measure: gain, limit: points, words, table }]
        })
      },
    }
  },
})

interface Unit {
  readonly unit: string
  readonly shares: Shares
}

/** Undefined: too few votes, or only one name. */
function sharesIn(said: Said, from: number): Shares | undefined {
  if (totalOf(said.record) < from || said.record.selections.length < 2) return undefined
  return sharesOf(votesByLabel(said))
}

function unitsByContest(around: readonly Said[], from: number): ReadonlyMap<string, readonly Unit[]> {
  const found = around.flatMap((said) => {
    const shares = sharesIn(said, from)
    return shares === undefined ? [] : [{ ...contestAndUnit(said.key), shares }]
  })
  return Map.groupBy(found, ({ contest }) => contest)
}

/** What is usual of a contest in the other units. Undefined: there are too few. */
function middleOf(
  { key }: Said,
  shares: Shares,
  units: ReadonlyMap<string, readonly Unit[]>,
  least: number,
): Shares | undefined {
  const { contest, unit } = contestAndUnit(key)
  const others = (units.get(contest) ?? []).filter((one) => one.unit !== unit)
  if (others.length < least) return undefined
  const names = Object.keys(shares)
  return Object.fromEntries(names.map((name) => [name, median(others.map((one) => one.shares[name] ?? 0))]))
}

const haveSameNames = (one: Shares, other: Shares): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.keys(one).every((name) => Object.hasOwn(other, name))

/** How much of all votes would have to go to another for both to be the same. */
const apart = (one: Shares, other: Shares): number =>
  Object.keys(one).reduce((sum, name) => sum + Math.abs((one[name] ?? 0) - (other[name] ?? 0)), 0) / 2

const tableOf = (mine: Shares, usual: Shares, usualThere: Shares): readonly (readonly string[])[] => [
  ['selection', 'percent', 'beside', 'of the other beside'],
  ...Object.keys(mine).map((name) => [
    name,
    ...[mine, usual, usualThere].map((shares) => String(pointsOf(shares[name] ?? 0))),
  ]),
]
