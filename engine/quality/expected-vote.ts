import { Type } from 'typebox'
import { component } from '../component.ts'
import { count, expectedOf, isComplete, percentOf, placeOf, votersIn } from './figures.ts'
import type { QualityRule, Told } from './rule.ts'

const options = Type.Object(
  {
    above_percent: Type.Optional(
      Type.Number({
        minimum: 0,
        description: 'So many percent more than expected are too many. Default: 25.',
      }),
    ),
    complete_below_percent: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 100,
        description:
          'A count that is said to be complete lacks votes, if it has fewer than so many percent of those expected. Default: 90; 0: never.',
      }),
    ),
    jump_percent: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description:
          'So many percent of what is expected may come from one poll to the next, once there are votes. Usually nothing is too much.',
      }),
    ),
    from_votes: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Units with fewer expected are not judged. Default: 100.' }),
    ),
  },
  { additionalProperties: false },
)

/**
 * Votes against those that are expected. Precincts reporting say nothing of it: one county had 40 of 40 and a fifth of its
 * votes. It is as good as the table, and knows nothing of a unit that the table lacks. What is complete and a little short,
 * or wrong within what is expected, it can not see.
 */
export const expectedVote = component({
  type: 'expected_vote',
  summary: 'More votes than expected, fewer in a count that is said to be complete, or too many at once.',
  options,
  create: ({
    above_percent: above = 25,
    complete_below_percent: below = 90,
    jump_percent: jump,
    from_votes: from = 100,
  }): QualityRule => ({
    needs: jump === undefined ? {} : { before: 1 },
    table: 'expected_votes',
    judge(question) {
      const { said, before } = question
      const expected = expectedOf(question.expectedVotes, said.key)
      if (expected === undefined || expected < from) return []
      const votes = votersIn(said, question)
      const percent = percentOf(votes, expected)
      const told: Told[] = []
      const tell = (about: string, measure: number, limit: number, words: string) => {
        const table = [
          ['votes', 'expected', 'percent'],
          [count(votes), count(expected), String(percent)],
        ]
        const finding = { about, measure, limit, words: `${placeOf(said)}: ${words}`, table }
        told.push(about === 'jump' ? { ...finding, isStep: true } : finding)
      }
      const figures = `${count(votes)} votes, ${percent} percent of the ${count(expected)} expected`
      const over = percentOf(votes - expected, expected)
      if (over > above) tell('above', over, above, figures)
      const lacking = percentOf(expected - votes, expected)
      if (isComplete(said) && percent < below) tell('below', lacking, 100 - below, `complete with ${figures}`)
      const [last] = before
      const known = last === undefined ? 0 : votersIn(last, question)
      const grown = percentOf(votes - known, expected)
      if (jump !== undefined && known > 0 && grown > jump) {
        const words = `from ${count(known)} to ${figures}: ${grown} percent of them at once`
        tell('jump', grown, jump, words)
      }
      return told
    },
  }),
})
