import { Type } from 'typebox'
import { component } from '../component.ts'
import { count, isComplete, placeOf, totalOf } from './figures.ts'
import type { QualityRule } from './rule.ts'

const options = Type.Object(
  {
    from_units: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          'Units within which fewer report are not judged: one precinct is always complete at once. Default: 5.',
      }),
    ),
  },
  { additionalProperties: false },
)

/**
 * A unit that had no votes and is complete with its first ones: all of its precincts have reported something, mail votes
 * mostly, and the rest is still to come. Small units are complete at once honestly where everything is counted in one place,
 * so it is worth an alert where offices post early votes first, and little elsewhere. Votes that come later it knows nothing of.
 */
export const completeAtOnce = component({
  type: 'complete_at_once',
  summary: 'A count that is said to be complete with its very first votes.',
  options,
  create: ({ from_units: least = 5 }): QualityRule => ({
    needs: { before: 1 },
    judge({ said, before: [last] }) {
      const { unitsTotal = 0, unitsReporting = 0 } = said.record.reporting ?? {}
      if (last === undefined || totalOf(last.record) > 0 || unitsTotal < least || !isComplete(said)) return []
      const votes = totalOf(said.record)
      if (votes === 0) return []
      const units = `${count(unitsReporting)} of ${count(unitsTotal)}`
      const words = `${placeOf(said)}: nothing before, and ${units} units with the first ${count(votes)} votes`
      return [{ about: '', measure: unitsReporting, limit: least, words, isStep: true }]
    },
  }),
})
