import type { Selection } from '../model/result.ts'
import type { ResultDraft } from './draft.ts'
import type { Names } from './ids.ts'
import { isList, type KeptRow } from './kept-row.ts'
import { selectionOf } from './selection-of.ts'
import { votesOfOne } from './votes.ts'

/** What is said of a contest in a unit in lines that give votes of one selection each, and nothing else. */
export interface VotesAlone extends Pick<ResultDraft, 'contest' | 'unit' | 'contestType' | 'votesAllowed'> {
  readonly selections: readonly Selection[]
}

/**
 * What rows come to of which each says the votes of another selection and nothing else: so it is with nearly all. It is
 * what a draft of them would hold. Undefined: they say something else as well, or something that only drafts know to tell.
 */
export function votesAlone(
  rows: readonly KeptRow[],
  { contest, unit }: Pick<VotesAlone, 'contest' | 'unit'>,
  named: Pick<Names, 'selection'>,
): VotesAlone | undefined {
  if (!contest.isNamed && contest.expected === undefined) return undefined
  const selections = rows.map(({ said }) => saidSelection(said, named))
  if (!areAll(selections) || !areDifferent(selections)) return undefined
  let contestType: string | undefined
  let votesAllowed: number | undefined
  for (const { said } of rows) {
    if (isList(said)) return undefined
    contestType = said.contest?.type ?? contestType
    votesAllowed = said.contest?.votes_allowed ?? votesAllowed
  }
  return { contest, unit, contestType, votesAllowed, selections }
}

function saidSelection(said: KeptRow['said'], named: Pick<Names, 'selection'>): Selection | undefined {
  if (isList(said) || said.ballots !== undefined || said.reporting !== undefined) return undefined
  const { selection, votes: cast } = said
  if (selection === undefined || selection.order !== undefined || cast === undefined) return undefined
  const { id, name, isNamed } = named.selection(selection, '')
  const votes = votesOfOne(cast)
  if (!isNamed || votes === undefined) return undefined
  const party = selection.party?.trim() || undefined
  return selectionOf({ id, name, party, writeIn: selection.write_in ?? false }, { votes })
}

const areAll = <One>(some: readonly (One | undefined)[]): some is readonly One[] => !some.includes(undefined)

/** More selections than this are not compared with each other. */
const few = 12

function areDifferent(selections: readonly Selection[]): boolean {
  if (selections.length > few) return new Set(selections.map(({ id }) => id)).size === selections.length
  for (let at = 1; at < selections.length; at++)
    for (let other = 0; other < at; other++) if (selections[at]?.id === selections[other]?.id) return false
  return true
}
