/** Fewer selections than this rise by chance. */
const enoughSelections = 4
/** Fewer votes than this say nothing. */
const enoughVotes = 20

/**
 * The step by which votes rise from selection to selection over the whole ballot, if it is the same everywhere
 * (give or take two votes, and at most a tenth). Undefined: no such pattern. Of 10,214 honest results with four
 * selections or more (precincts and counties of seven states), none rises so.
 */
export function equalSteps(votes: readonly number[]): number | undefined {
  const [first, ...rest] = votes
  const last = rest.at(-1)
  if (first === undefined || last === undefined || votes.length < enoughSelections) return undefined
  if (votes.reduce((sum, one) => sum + one, 0) < enoughVotes) return undefined
  const step = (last - first) / rest.length
  if (step < 1) return undefined
  const tolerance = Math.min(2, step / 10)
  const fits = votes.every((one, index) => Math.abs(one - (first + step * index)) <= tolerance)
  return fits ? Math.round(step) : undefined
}

/** Can they rise by equal steps? Told first, since of nearly all ballots they do not: each has more than the one before. */
export function mayRise(selections: readonly { readonly votes: { readonly total: number } }[]): boolean {
  if (selections.length < enoughSelections) return false
  let last = Number.NEGATIVE_INFINITY
  for (const { votes } of selections) {
    if (votes.total <= last) return false
    last = votes.total
  }
  return true
}

/**
 * Do the votes of minor candidates, in ballot order, rise strictly? At least five of them, with votes that mean something.
 * Of 468 honest results with so many, none does.
 */
export function risingMinors(votes: readonly number[]): boolean {
  if (votes.length < 5 || votes.reduce((sum, one) => sum + one, 0) < enoughVotes) return false
  return votes.every((one, index) => index === 0 || one > (votes[index - 1] ?? 0))
}

/**
 * The most votes of a test deck (k votes for the first selection, 2k for the second, …) that these figures could contain:
 * nobody can have fewer votes than the deck gave.
 */
export function deckSize(votes: readonly number[]): number {
  if (votes.length === 0) return 0
  const step = Math.min(...votes.map((one, index) => Math.floor(one / (index + 1))))
  return Math.max(0, step) * ((votes.length * (votes.length + 1)) / 2)
}
