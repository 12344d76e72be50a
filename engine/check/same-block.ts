import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Result } from '../model/result.ts'
import type { Check } from './check.ts'
import { count, doubtAbout, sumOf, votesOf } from './figures.ts'

const options = Type.Object(
  {
    from_votes: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Smaller results are equal by chance. Default 200 votes.' }),
    ),
  },
  { additionalProperties: false },
)

/** The same figures in two units of one contest, selection by selection. Hibbing MN 2020: one precinct posted twice (DOMAIN §3). */
export const sameBlock = component({
  type: 'same_block',
  summary: 'Holds results of two units that have the very same figures in a contest.',
  options,
  create: ({ from_votes = 200 }): Check => ({
    *examine({ now }) {
      const byFigures = new Map<string, Result[]>()
      for (const result of now.values()) {
        const votes = votesOf(result)
        // Two selections can be equal by chance, and a unit with one part equals that part.
        const telling = Object.values(votes).filter((one) => one > 0).length
        if (telling < 3 || sumOf(votes) < from_votes) continue
        const { contest, unit } = result.record
        const key = `${contest.id}|${unit.type}|${JSON.stringify(votes)}`
        byFigures.set(key, [...(byFigures.get(key) ?? []), result])
      }
      for (const alike of byFigures.values()) {
        if (alike.length < 2) continue
        const units = alike.map(({ record }) => record.unit.name).join(', ')
        for (const result of alike) {
          const sum = count(sumOf(votesOf(result)))
          yield doubtAbout(
            result,
            'CHECK_SAME_BLOCK',
            `the same ${sum} votes, selection by selection, in ${units}`,
          )
        }
      }
    },
  }),
})
