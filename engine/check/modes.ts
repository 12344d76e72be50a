import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Mode, Result, Selection } from '../model/result.ts'
import type { Check } from './check.ts'
import { doubtsInEach } from './doubts-in-each.ts'
import { count } from './figures.ts'

const options = Type.Object(
  {
    may_be_less: Type.Optional(
      Type.Boolean({
        description: 'The modes may add up to less than the total (suppressed or not reported by mode).',
      }),
    ),
  },
  { additionalProperties: false },
)

/** Modes of voting against the total of the same selection. Some offices have precincts whose votes are only in the total. */
export const modes = component({
  type: 'modes',
  summary: 'Holds a result in which the modes of a selection do not add up to its total.',
  options,
  create: ({ may_be_less = false }): Check => {
    const said = ({ record }: Result): string | undefined => {
      const wrong = record.selections.find((selection) => {
        const sum = sumOfModes(selection)
        const mayBeLess = may_be_less || selection.suppressed !== undefined
        return sum !== undefined && (mayBeLess ? sum > selection.votes.total : sum !== selection.votes.total)
      })
      if (wrong === undefined) return undefined
      return `${wrong.name} has ${count(sumOfModes(wrong) ?? 0)} votes by mode and ${count(wrong.votes.total)} in total`
    }
    return doubtsInEach('CHECK_MODES', () => said)
  },
})

/** Of all that is said of a selection, but for its total: undefined, if nothing is. */
function sumOfModes({ votes }: Selection): number | undefined {
  let sum: number | undefined
  for (const word in votes) {
    const given = votes[word as Mode]
    if (word !== 'total' && given !== undefined) sum = (sum ?? 0) + given
  }
  return sum
}
