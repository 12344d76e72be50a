import { Type } from 'typebox'
import { component } from '../component.ts'
import { type Result, type Selection, modes as words } from '../model/result.ts'
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
    const isWrong = (selection: Selection): boolean => {
      const { total } = selection.votes
      const sum = sumOfModes(selection)
      if (sum === undefined || sum === total) return false
      return sum > total || !(may_be_less || selection.suppressed !== undefined)
    }
    const said = ({ record: { selections } }: Result): string | undefined => {
      // A loop: of nearly every result it is asked once, and says no.
      for (const one of selections)
        if (isWrong(one))
          return `${one.name} has ${count(sumOfModes(one) ?? 0)} votes by mode and ${count(one.votes.total)} in total`
      return undefined
    }
    return doubtsInEach('CHECK_MODES', () => said)
  },
})

/** Of all that is said of a selection, but for its total: undefined, if nothing is. */
function sumOfModes({ votes }: Selection): number | undefined {
  // Member by member: one whose name is not written out must be looked up.
  const { electionDay, early, absentee, absenteeInPerson, absenteeMail } = votes
  const { provisional, uocava, writeIn, other } = votes
  const days = (electionDay ?? 0) + (early ?? 0) + (absentee ?? 0) + (absenteeInPerson ?? 0)
  const sum = days + (absenteeMail ?? 0) + (provisional ?? 0) + (uocava ?? 0) + (writeIn ?? 0) + (other ?? 0)
  if (sum !== 0) return sum
  return words.some((word) => votes[word] !== undefined) ? 0 : undefined
}
