import type { Figures, ModesById, Result, Selection, Votes } from '../model/result.ts'

/** A result that says something else than what stands, and what of it is otherwise: one look at both for all who ask. */
export interface Changed {
  readonly result: Result
  readonly stood: Figures
  /** A figure is less than it was, in total or in one mode. */
  readonly fell: boolean
  /** A mode that stood is not reported. */
  readonly lacksMode: boolean
  /** It has other selections than those that stood, or has them in another order. */
  readonly isOrderedElse: boolean
  /** All its votes together are none. */
  readonly isZero: boolean
}

export function changedBeside(result: Result, stood: Figures): Changed {
  const { selections } = result.record
  const { votes: were, modes } = stood
  let fell = false
  let isOrderedElse = false
  let at = 0
  // Mostly both have the same selections in the same order, and then none is looked up by its id.
  for (const id in were) {
    const one = selections[at]
    isOrderedElse = one?.id !== id
    if (one === undefined || isOrderedElse) break
    if (one.votes.total < (were[id] as number)) fell = true
    at += 1
  }
  let sum = 0
  for (let n = 0; n < selections.length; n++) {
    const { id, votes } = selections[n] as Selection
    sum += votes.total
    if (n >= at && votes.total < (were[id] ?? votes.total)) fell = true
  }
  const inModes = modes === undefined ? 0 : besideModes(selections, modes)
  fell ||= (inModes & isLess) !== 0
  return { result, stood, fell, lacksMode: (inModes & isLacking) !== 0, isOrderedElse, isZero: sum === 0 }
}

/** What is so of any figure. */
const [isLess, isLacking] = [1, 2]

function besideModes(selections: readonly Selection[], modes: ModesById): number {
  let found = 0
  let at = 0
  for (const id in modes) {
    const one = selections[at]
    if (one?.id !== id) break
    found |= besideEach(modes[id] as Modes, one.votes)
    at += 1
  }
  for (; at < selections.length; at++) {
    const { id, votes } = selections[at] as Selection
    const were = modes[id]
    if (were !== undefined) found |= besideEach(were, votes)
  }
  return found
}

type Modes = ModesById[string]

/** One by one: a member whose name is not written out is looked up. */
const besideEach = (were: Modes, votes: Votes): number =>
  beside(were.electionDay, votes.electionDay) |
  beside(were.early, votes.early) |
  beside(were.absentee, votes.absentee) |
  beside(were.absenteeInPerson, votes.absenteeInPerson) |
  beside(were.absenteeMail, votes.absenteeMail) |
  beside(were.provisional, votes.provisional) |
  beside(were.uocava, votes.uocava) |
  beside(were.writeIn, votes.writeIn) |
  beside(were.other, votes.other)

function beside(was: number | undefined, is: number | undefined): number {
  if (was === undefined) return 0
  if (is === undefined) return isLacking
  return is < was ? isLess : 0
}
