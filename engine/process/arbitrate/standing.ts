import type { Standing } from '../../model/current.ts'
import type { ResultRecord } from '../../model/result.ts'

/**
 * Who has how many votes. Null where nobody can say: nothing is voted on, votes of a selection are withheld, or a person
 * let a count below zero pass.
 */
export function standingOf(record: ResultRecord): Standing | null {
  const { contest, selections, suppressed = [] } = record
  if (contest.type === 'ballots' || selections.length === 0 || suppressed.length > 0) return null
  if (selections.some(({ votes }) => votes.total < 0)) return null
  const votes = selections.reduce((sum, one) => sum + one.votes.total, 0)
  const counts = selections.map((one) => one.votes.total).toSorted((one, other) => other - one)
  const [most = 0] = counts
  const leaders = votes === 0 ? [] : selections.filter((one) => one.votes.total === most)
  return {
    votes,
    shares: votes === 0 ? {} : Object.fromEntries(selections.map((one) => [one.id, share(one, votes)])),
    leaders: leaders.map(({ id }) => id).toSorted(byCodeUnits),
    margin: votes === 0 ? null : marginOf(counts, contest.votesAllowed ?? 1),
  }
}

const share = ({ votes: { total } }: ResultRecord['selections'][number], votes: number): number =>
  Math.round((total / votes) * 1_000_000) / 1_000_000

/** Between the last that is among the first `seats` and the next one. */
function marginOf(counts: readonly number[], seats: number): number | null {
  const last = counts[seats - 1]
  const next = counts[seats]
  return last === undefined || next === undefined ? null : last - next
}

const byCodeUnits = (one: string, other: string): number => (one < other ? -1 : 1)
