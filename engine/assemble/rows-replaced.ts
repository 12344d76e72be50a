import type { CountLineValue } from '../model/count-line.ts'
import { isList, type KeptRow } from './kept-row.ts'

/** Rows that went and rows that came, in the order of the capture. */
export interface WentAndCame {
  readonly removed: readonly KeptRow[]
  readonly added: readonly KeptRow[]
}

/**
 * Rows that came in the very place of one that names the same contest, unit and selection, either with nothing but votes:
 * so it is with nearly all while votes are counted. `replace` is told of each. What is left went or came otherwise.
 */
export function rowsReplaced(
  { removed, added }: WentAndCame,
  replace: (was: KeptRow, is: KeptRow) => void,
): WentAndCame {
  if (removed.length === 0 || added.length === 0) return { removed, added }
  const left = { removed: [] as KeptRow[], added: [] as KeptRow[] }
  let at = 0
  let other = 0
  let body: KeptRow['body'] | undefined
  /** So many more rows came than went, of those that are left of this body. */
  let more = 0
  while (at < removed.length && other < added.length) {
    const was = removed[at] as KeptRow
    const is = added[other] as KeptRow
    if (is.body !== body) more = 0
    body = is.body
    const behind = was.body === body ? is.index - more - was.index : body.order - was.body.order
    if (behind === 0 && nameTheSame(was, is)) {
      replace(was, is)
      at += 1
      other += 1
    } else if (behind < 0 || (behind === 0 && nameTheSame(was, added[other + 1]))) {
      left.added.push(is)
      other += 1
      more += 1
    } else {
      left.removed.push(was)
      at += 1
      if (was.body === body) more -= 1
    }
  }
  for (; at < removed.length; at++) left.removed.push(removed[at] as KeptRow)
  for (; other < added.length; other++) left.added.push(added[other] as KeptRow)
  return left
}

/** Lines that name the same share what they say of it. */
function nameTheSame(row: KeptRow, other: KeptRow | undefined): boolean {
  const [was, is] = [row.said, other?.said]
  if (row.results === undefined || is === undefined || isList(was) || isList(is)) return false
  return (
    was.contest === is.contest &&
    was.unit === is.unit &&
    was.selection === is.selection &&
    saysVotesAlone(was) &&
    saysVotesAlone(is)
  )
}

const saysVotesAlone = ({ votes, ballots, reporting, control, capture }: CountLineValue): boolean =>
  votes !== undefined &&
  ballots === undefined &&
  reporting === undefined &&
  control === undefined &&
  capture === undefined
