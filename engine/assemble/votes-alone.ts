import type { CountLineValue } from '../model/count-line.ts'
import type { Selection } from '../model/result.ts'
import type { ResultDraft } from './draft.ts'
import type { NamedContest, Names } from './ids.ts'
import { isList, type KeptRow, type Said } from './kept-row.ts'
import { selectionOf } from './selection-of.ts'
import { areVotes, isWellNamed } from './sound-record.ts'
import { votesOfOne } from './votes.ts'

/** What is said of a contest in a unit in lines that give votes of one selection each, and nothing else. */
export interface VotesAlone extends Pick<ResultDraft, 'contest' | 'unit' | 'contestType' | 'votesAllowed'> {
  /** They are valid. */
  readonly selections: readonly Selection[]
}

/**
 * What rows come to of which each says the votes of another selection and nothing else: so it is with nearly all. It is
 * what a draft of them would hold. Undefined: they say something else as well, or something that only drafts know to tell.
 */
export type ReadVotesAlone = (
  rows: readonly KeptRow[],
  of: Pick<VotesAlone, 'contest' | 'unit'>,
) => VotesAlone | undefined

type SelectionLine = NonNullable<CountLineValue['selection']>

/** A selection as a line calls it, and as records do. */
interface Called extends Pick<Selection, 'id' | 'name' | 'writeIn'> {
  readonly line: SelectionLine
  readonly party: string | undefined
  /** Otherwise drafts know to tell. */
  readonly isSure: boolean
}

/** So many selections of a contest are remembered. */
const mostCalled = 100

export function votesAlone(named: Pick<Names, 'selection'>): ReadVotesAlone {
  /** By contest, in the order of its rows, which is mostly the same in every unit. */
  const selectionsOf = new Map<NamedContest, Called[]>()

  function calledBy(line: SelectionLine): Called {
    const { id, name, isNamed } = named.selection(line, '')
    const party = line.party?.trim() || undefined
    const isSure = isNamed && line.order === undefined && isWellNamed({ id, name, party })
    return { id, name, party, writeIn: line.write_in ?? false, line, isSure }
  }

  function selectionAt(at: number, said: Said, before: Called[]): Selection | undefined {
    if (isList(said) || said.ballots !== undefined || said.reporting !== undefined) return undefined
    const { selection, votes: cast } = said
    if (selection === undefined || cast === undefined) return undefined
    let called = before[at]
    if (called?.line !== selection) {
      called = calledBy(selection)
      if (at < mostCalled) before[at] = called
    }
    const votes = called.isSure ? votesOfOne(cast) : undefined
    return votes !== undefined && areVotes(votes) ? selectionOf(called, { votes }) : undefined
  }

  return (rows, { contest, unit }) => {
    if (!contest.isNamed && contest.expected === undefined) return undefined
    const before = selectionsOf.get(contest) ?? []
    if (before.length === 0) selectionsOf.set(contest, before)
    const selections = rows.map(({ said }, at) => selectionAt(at, said, before))
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
