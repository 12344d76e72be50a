import type { ResultRecord, Selection } from '../model/result.ts'
import { isList, type KeptRow } from './kept-row.ts'
import type { PlacedResult } from './placed-result.ts'
import { selectionOf } from './selection-of.ts'
import { areVotes } from './sound-record.ts'
import { votesOfOne } from './votes.ts'

/**
 * The record of a result of votes alone, of which some rows gave way to others that name the same: only their votes are
 * other ones. Undefined: the record must be made of all rows, to say what it comes to or what is wrong.
 */
export function withOtherVotes(was: PlacedResult, rows: readonly KeptRow[]): ResultRecord | undefined {
  const { election, contest, unit, reporting, selections: before } = was.record
  const selections = before.slice()
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as KeptRow
    if (was.isOf(row, at)) continue
    const votes = isList(row.said) || row.said.votes === undefined ? undefined : votesOfOne(row.said.votes)
    if (votes === undefined || !areVotes(votes)) return undefined
    const { id, name, party, writeIn } = before[at] as Selection
    selections[at] = selectionOf({ id, name, party, writeIn }, { votes })
  }
  return reporting === undefined
    ? { election, contest, unit, selections }
    : { election, contest, unit, reporting, selections }
}
