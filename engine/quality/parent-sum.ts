import { Type } from 'typebox'
import { component } from '../component.ts'
import { differences } from './differences.ts'
import { count, percentOf, placeOf, totalOf } from './figures.ts'
import type { QualityRule, Said, Told } from './rule.ts'

const options = Type.Object(
  {
    above_percent: Type.Optional(
      Type.Number({
        minimum: 0,
        description: 'By so many percent one may be ahead of the other: feeds are not in step. Default: 10.',
      }),
    ),
    above_votes: Type.Optional(
      Type.Integer({ minimum: 0, description: '… and by so many votes, where that is more. Default: 500.' }),
    ),
  },
  { additionalProperties: false },
)

/**
 * What one feed gives as the total of a unit against the sum of what another feed gives of the units within: a district was
 * counted three times on one page for ten minutes. Whoever has more is in doubt, unless more of its units have reported.
 * Two totals are compared by arbitration, and the sums of one feed by its own checks. It can not tell which of the two
 * is right, and sees nothing smaller than what counting in another order makes.
 */
export const parentSum = component({
  type: 'parent_sum',
  summary: 'A total of one feed that differs too much from the sum of the units of another.',
  options,
  create: ({ above_percent: most = 10, above_votes: least = 500 }): QualityRule => ({
    needs: { others: true },
    judge({ said, others }) {
      return others.flatMap((other): readonly Told[] => {
        const [mine, theirs] = [totalOf(said.record), totalOf(other.record)]
        if (said.computed === other.computed || theirs === 0 || progress(said) > progress(other)) return []
        const percent = percentOf(mine - theirs, theirs)
        if (percent <= most || mine - theirs <= least) return []
        const [ours, those] = [said, other].map(({ feed, computed }) =>
          computed ? `units of ${feed}` : feed,
        )
        const words = `${placeOf(said)}: ${count(mine)} votes by ${ours}, ${count(theirs)} by ${those}, ${percent} percent more`
        const table = differences(other.feed, other, said.feed, said)
        return [{ about: other.feed, measure: percent, limit: most, words, table }]
      })
    },
  }),
})

/** Units reporting of all, from 0 to 1; who does not say is taken to be done. */
function progress({ record: { reporting } }: Said): number {
  const { unitsReporting, unitsTotal = 0 } = reporting ?? {}
  return unitsReporting === undefined || unitsTotal === 0 ? 1 : unitsReporting / unitsTotal
}
