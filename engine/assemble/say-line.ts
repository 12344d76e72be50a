import type { CountLineValue } from '../model/count-line.ts'
import { addFacts, type ResultDraft } from './draft.ts'
import type { Adds, Place } from './figures.ts'
import type { Names } from './ids.ts'
import { addVotes } from './selection-draft.ts'

/** Puts what a line says of a contest in a unit into its draft. */
export function sayLine(
  draft: ResultDraft,
  value: CountLineValue,
  at: Place,
  named: Pick<Names, 'selection'>,
  adds: Adds,
): void {
  const { contest, selection, votes } = value
  draft.contestType = contest?.type ?? draft.contestType
  draft.votesAllowed = contest?.votes_allowed ?? draft.votesAllowed
  addFacts(draft, value, at, adds)
  if (selection !== undefined && votes !== undefined)
    addVotes(draft, value, named.selection(selection, at.place), at, adds)
}
