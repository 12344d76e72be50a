import { Type } from 'typebox'
import { component } from '../component.ts'
import { contestAndUnit } from '../model/ids.ts'
import { count, percentOf, placeOf, votersIn } from './figures.ts'
import type { QualityRule, Told } from './rule.ts'

const options = Type.Object(
  {
    above_percent: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description:
          'A turnout of more than so many percent of registered voters is in doubt. Default: 95. Where voters register on election day it may be above 100.',
      }),
    ),
    roll_percent: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description:
          "By so many percent the source's number of registered voters may differ from the election's own. Default: 25.",
      }),
    ),
    from_voters: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Units with fewer registered voters are not judged. Default: 200.',
      }),
    ),
  },
  { additionalProperties: false },
)

/**
 * Ballots, or votes, against registered voters: those of the source, and where it gives none, or none that can be right,
 * those of the election's own table. Every feed is checked for more than there are at all; this looks lower, at sums too,
 * and at the number of voters itself. Votes that are too many and still below the limit it can not see.
 */
export const turnout = component({
  type: 'turnout',
  summary: 'A turnout that is too high, or a number of registered voters that is not the one known.',
  options,
  create: ({ above_percent: above = 95, roll_percent: off = 25, from_voters: from = 200 }): QualityRule => ({
    needs: {},
    judge(question) {
      const { said, election } = question
      const roll = election.registration[contestAndUnit(said.key).unit] ?? 0
      const given = said.record.ballots?.registered ?? 0
      const apart = roll > 0 && given > 0 ? percentOf(Math.abs(given - roll), roll) : 0
      const registered = given === 0 || apart > off ? roll : given
      if (Math.max(registered, given) < from) return []
      const told: Told[] = []
      if (apart > off) {
        const words = `${placeOf(said)}: the source has ${count(given)} registered voters, and ${count(roll)} are known`
        told.push({ about: 'registered', measure: apart, limit: off, words })
      }
      if (registered === 0) return told
      const voters = votersIn(said, question)
      const percent = percentOf(voters, registered)
      if (percent > above) {
        const words = `${placeOf(said)}: ${count(voters)} voters of ${count(registered)} registered, ${percent} percent`
        told.push({ about: 'turnout', measure: percent, limit: above, words })
      }
      return told
    },
  }),
})
