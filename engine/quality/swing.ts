import { Type } from 'typebox'
import { component } from '../component.ts'
import { fitsPattern } from '../flow/id-pattern.ts'
import type { Baseline } from '../model/desk.ts'
import { contestAndUnit } from '../model/ids.ts'
import { count, placeOf } from './figures.ts'
import type { QualityRule, Question, Said } from './rule.ts'
import { median, pointsOf, type Shares, sharesOf } from './shares.ts'

const options = Type.Object(
  {
    points: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description:
          'By so many percentage points the swing of a unit may differ from the middle one of the units beside it. Default: 15.',
      }),
    ),
    from_percent: Type.Optional(
      Type.Number({
        minimum: 0,
        description:
          "Judged once a unit has so many percent of the baseline's votes: first batches are of one kind. Default: 60.",
      }),
    ),
    from_votes: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Units with fewer votes are not judged. Default: 500.' }),
    ),
    from_units: Type.Optional(
      Type.Integer({
        minimum: 2,
        description: 'So many units must be there to compare with, this one included. Default: 5.',
      }),
    ),
  },
  { additionalProperties: false },
)

/**
 * How a unit's shares moved since the baseline, against how those beside it moved: a whole state may swing, and one county
 * that swings by itself may have the figures of another. Parties are told by the words that the source writes. It needs a
 * baseline, knows nothing of a party that is in one of both only, and can not see what is wrong in most units alike.
 */
export const swing = component({
  type: 'swing',
  summary: 'Shares that moved since an earlier election as in none of the units beside.',
  options,
  create: ({
    points = 15,
    from_percent: fromPercent = 60,
    from_votes: fromVotes = 500,
    from_units: fromUnits = 5,
  }): QualityRule => {
    const known = new WeakMap<readonly Said[], Middle>()
    const swingOf = (said: Said, baselines: readonly Baseline[]): Shares | undefined =>
      movedSince(said, baselines, fromPercent, fromVotes)
    const middleOf = ({ beside, baselines }: Question): Middle => {
      const found =
        known.get(beside) ??
        middleIn(beside.map((one) => swingOf(one, baselines)).filter((one) => one !== undefined))
      known.set(beside, found)
      return found
    }
    return {
      needs: { beside: true },
      table: 'baseline',
      judge(question) {
        const { said, baselines } = question
        const own = swingOf(said, baselines)
        if (own === undefined) return []
        const middle = middleOf(question)
        if (middle.units < fromUnits) return []
        const rows = Object.entries(own).map(([party, moved]) => {
          const usual = middle.swings[party] ?? 0
          return { party, moved: pointsOf(moved), usual: pointsOf(usual), apart: pointsOf(moved - usual) }
        })
        rows.sort(
          (one, other) => Math.abs(other.apart) - Math.abs(one.apart) || (one.party < other.party ? -1 : 1),
        )
        const [worst] = rows
        if (worst === undefined || Math.abs(worst.apart) <= points) return []
        const words = `${placeOf(said)}: ${worst.party.toUpperCase()} ${signed(worst.moved)} points since the baseline, ${signed(worst.usual)} in the middle of ${count(middle.units)} units`
        const table = [
          ['party', 'swing', 'beside', 'apart'],
          ...rows.map(({ party, moved, usual, apart }) => [
            party.toUpperCase(),
            signed(moved),
            signed(usual),
            signed(apart),
          ]),
        ]
        return [{ about: '', measure: Math.abs(worst.apart), limit: points, words, table }]
      },
    }
  },
})

interface Middle {
  readonly units: number
  readonly swings: Shares
}

function middleIn(swings: readonly Shares[]): Middle {
  const parties = new Set(swings.flatMap((one) => Object.keys(one)))
  const middles = [...parties].map((party) => [party, median(swings.flatMap((one) => one[party] ?? []))])
  return { units: swings.length, swings: Object.fromEntries(middles) as Shares }
}

/** How the share of each party that is in both moved. Undefined: too little is counted, or nothing to compare with. */
function movedSince(
  said: Said,
  baselines: readonly Baseline[],
  fromPercent: number,
  fromVotes: number,
): Shares | undefined {
  const { contest, unit } = contestAndUnit(said.key)
  const baseline = baselines.find(
    (one) => fitsPattern(one.contest, contest) && Object.hasOwn(one.parties, unit),
  )
  const then: Record<string, number> = {}
  for (const [party, votes] of Object.entries(baseline?.parties[unit] ?? {}))
    then[party.toLowerCase()] = votes
  const now: Record<string, number> = {}
  for (const { party, votes } of said.record.selections) {
    const name = party?.toLowerCase()
    if (name !== undefined && Object.hasOwn(then, name)) now[name] = (now[name] ?? 0) + votes.total
  }
  const both = Object.fromEntries(Object.entries(then).filter(([party]) => Object.hasOwn(now, party)))
  const [votes, before] = [sum(now), sum(both)]
  const [shares, sharesBefore] = [sharesOf(now), sharesOf(both)]
  if (Object.keys(both).length < 2 || shares === undefined || sharesBefore === undefined) return undefined
  if (votes < fromVotes || votes * 100 < before * fromPercent) return undefined
  return Object.fromEntries(
    Object.entries(shares).map(([party, share]) => [party, share - (sharesBefore[party] ?? 0)]),
  )
}

const sum = (votes: Readonly<Record<string, number>>): number =>
  Object.values(votes).reduce((all, one) => all + one, 0)
const signed = (points: number): string => `${points > 0 ? '+' : ''}${points}`
