import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedBeside } from '../../engine/check/changed.ts'
import type { Figures, Mode, ModesById, Result } from '../../engine/model/result.ts'

const figure = fc.constantFrom(-1, 0, 1, 5)
/** Names that are numbers come first in an object. */
const id = fc.constantFrom('ada', 'bo', '2', '1')
const modes = fc.record({ early: figure, absenteeMail: figure, other: figure }, { requiredKeys: [] })
const selections = fc.array(fc.record({ id, total: figure, modes }), { maxLength: 4 })
const standing = fc.record({
  votes: fc.dictionary(id, figure),
  modes: fc.option(fc.dictionary(id, modes), { nil: undefined }),
})

test('what is otherwise is told as by a look at every figure by its name', () => {
  fc.assert(
    fc.property(selections, standing, fc.boolean(), (said, other, isLike) => {
      // Mostly the same selections stood.
      const like = {
        votes: Object.fromEntries(said.map((one, at) => [one.id, at - 1 + one.total])),
        modes: Object.fromEntries(said.map((one) => [one.id, one.modes])),
      }
      const stood = (isLike ? { ...other, ...like } : other) as unknown as Figures
      const result = {
        record: {
          selections: said.map((one) => ({ id: one.id, votes: { total: one.total, ...one.modes } })),
        },
      } as unknown as Result
      const { fell, lacksMode, isOrderedElse, isZero } = changedBeside(result, stood)
      expect({ fell, lacksMode, isOrderedElse, isZero }).toEqual(lookedUp(result, stood))
    }),
    { numRuns: 2_000 },
  )
})

function lookedUp({ record }: Result, { votes: were, modes: reported = {} }: Figures) {
  const pairs = record.selections.flatMap(({ id: of, votes }) => [
    [were[of], votes.total] as const,
    ...modesOf(reported, of).map((mode) => [reported[of]?.[mode], votes[mode]] as const),
  ])
  const ids = record.selections.map((one) => one.id)
  return {
    fell: pairs.some(([was, is]) => was !== undefined && is !== undefined && is < was),
    lacksMode: pairs.some(([, is]) => is === undefined),
    isOrderedElse: !Object.keys(were).every((of, at) => ids[at] === of),
    isZero: record.selections.reduce((sum, { votes }) => sum + votes.total, 0) === 0,
  }
}

const modesOf = (reported: ModesById, of: string) => Object.keys(reported[of] ?? {}) as readonly Mode[]
