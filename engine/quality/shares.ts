import type { Said } from './rule.ts'

/** What share a name has, from 0 to 1, of all that are named here. */
export type Shares = Readonly<Record<string, number>>

/** Undefined: there are none. */
export function sharesOf(votes: Readonly<Record<string, number>>): Shares | undefined {
  const all = Object.values(votes).reduce((sum, one) => sum + one, 0)
  if (all <= 0) return undefined
  return Object.fromEntries(Object.entries(votes).map(([name, one]) => [name, one / all]))
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const half = sorted.length >> 1
  const [below = 0, above = 0] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]]
  return (below + above) / 2
}

/** Votes by what selections are called by everybody: their party, else their name, in lower case. */
export function votesByLabel({ record }: Said): Readonly<Record<string, number>> {
  const votes: Record<string, number> = {}
  for (const { name, party, votes: own } of record.selections) {
    const label = (party ?? name).toLowerCase()
    votes[label] = (votes[label] ?? 0) + own.total
  }
  return votes
}

/** In percentage points, with one decimal. */
export const pointsOf = (share: number): number => Math.round(share * 1_000) / 10
