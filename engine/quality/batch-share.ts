import { Type } from 'typebox'
import { component } from '../component.ts'
import { differences } from './differences.ts'
import { count, percentOf, placeOf, totalOf, votesOf } from './figures.ts'
import type { QualityRule, Told } from './rule.ts'

const options = Type.Object(
  {
    percent: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 100,
        description: 'Of a batch, so many percent for one selection are in doubt. Default: 95.',
      }),
    ),
    points: Type.Optional(
      Type.Number({
        minimum: 0,
        description:
          '… if that is so many percentage points more than the share that it had before. Default: 20.',
      }),
    ),
    from_votes: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Smaller batches are not judged. Default: 1000 votes.' }),
    ),
  },
  { additionalProperties: false },
)

/**
 * What came from one poll to the next, nearly all of it for one. Large and one-sided batches are mostly honest: a city
 * counted 169,000 absentee ballots at once. So this is a note for whoever is asked, and no reason to hold. Of sums, of
 * a first report and of batches that came together with another it knows nothing.
 */
export const batchShare = component({
  type: 'batch_share',
  summary: 'A batch between two polls that is nearly all for one selection.',
  options,
  create: ({ percent: most = 95, points = 20, from_votes: from = 1_000 }): QualityRule => ({
    needs: { before: 1 },
    judge({ said, before: [last] }) {
      if (last === undefined) return []
      const [was, is] = [votesOf(last.record), votesOf(said.record)]
      const grown = [...is].map(([id, votes]) => ({ id, votes: votes - (was.get(id) ?? 0) }))
      const batch = grown.reduce((sum, { votes }) => sum + votes, 0)
      const before = totalOf(last.record)
      // Where some fall it is no batch but a correction.
      if (batch < from || before === 0 || grown.some(({ votes }) => votes < 0)) return []
      return grown.flatMap(({ id, votes }): readonly Told[] => {
        const share = percentOf(votes, batch)
        if (share < most || share - percentOf(was.get(id) ?? 0, before) < points) return []
        const name = said.record.selections.find((one) => one.id === id)?.name ?? id
        const words = `${placeOf(said)}: ${count(votes)} of ${count(batch)} new votes are for ${name}, ${share} percent`
        return [
          {
            about: id,
            measure: share,
            limit: most,
            words,
            table: differences('before', last, 'now', said),
            isStep: true,
          },
        ]
      })
    },
  }),
})
