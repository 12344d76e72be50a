import { Type } from 'typebox'
import { component } from '../component.ts'
import { differences } from './differences.ts'
import { count, isComplete, percentOf, placeOf, totalOf } from './figures.ts'
import type { QualityRule } from './rule.ts'

const options = Type.Object(
  {
    percent: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description:
          'By so many percent the votes may grow after the count was said to be complete. Default: 5.',
      }),
    ),
    votes: Type.Optional(
      Type.Integer({ minimum: 0, description: '… and by so many votes, where that is more. Default: 100.' }),
    ),
  },
  { additionalProperties: false },
)

/**
 * Votes that come after a unit was complete. Absentee and provisional ballots honestly do: the limit must leave room for
 * them. Whether the votes before or those after are right it does not know; of sums it knows nothing, since no sum is ever
 * complete.
 */
export const jump = component({
  type: 'jump',
  summary: 'Votes that grow by too much after the count was said to be complete.',
  options,
  create: ({ percent: most = 5, votes: least = 100 }): QualityRule => ({
    needs: { before: 1 },
    judge({ said, before: [last] }) {
      if (last === undefined || !isComplete(last)) return []
      const [was, is] = [totalOf(last.record), totalOf(said.record)]
      const grown = was === 0 ? 0 : percentOf(is - was, was)
      if (grown <= most || is - was <= least) return []
      const words = `${placeOf(said)}: ${count(was)} votes when it was complete, and ${count(is)} now, ${grown} percent more`
      return [
        {
          about: '',
          measure: grown,
          limit: most,
          words,
          table: differences('before', last, 'now', said),
          isStep: true,
        },
      ]
    },
  }),
})
