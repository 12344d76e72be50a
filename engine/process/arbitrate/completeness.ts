import { fitsPattern } from '../../flow/id-pattern.ts'
import type { Completeness } from '../../model/current.ts'
import type { Expected } from '../../model/desk.ts'
import { contestAndUnit, type ResultKey } from '../../model/ids.ts'
import type { ResultRecord } from '../../model/result.ts'

/** Units directly within, and which of them have a result. */
export interface PartsSeen {
  readonly present: number
  readonly known: number
}

/** How far the count is. No measure is made from another: units that report say nothing of votes still to come. */
export function completenessOf(
  key: ResultKey,
  record: ResultRecord | null,
  parts: PartsSeen | undefined,
  expected: readonly Expected[],
): Completeness {
  const { contest, unit } = contestAndUnit(key)
  const { unitsReporting, unitsTotal } = record?.reporting ?? {}
  const expectedVote = expectedFor(expected, contest, unit)
  const counted = record === null ? undefined : countedIn(record)
  return {
    ...(unitsReporting === undefined ? {} : { unitsReporting }),
    ...(unitsTotal === undefined ? {} : { unitsTotal }),
    ...(parts === undefined ? {} : { partsPresent: parts.present, partsKnown: parts.known }),
    ...(expectedVote === undefined ? {} : { expectedVote }),
    ...(expectedVote === undefined || counted === undefined
      ? {}
      : { ofExpectedVote: Math.round((counted / expectedVote) * 1_000_000) / 1_000_000 }),
  }
}

/** The first table that is about this contest and names this unit. */
function expectedFor(tables: readonly Expected[], contest: string, unit: string): number | undefined {
  for (const { contest: pattern, votes } of tables) {
    if (pattern !== undefined && !fitsPattern(pattern, contest)) continue
    const found = Object.hasOwn(votes, unit) ? votes[unit] : undefined
    if (found !== undefined && found > 0) return found
  }
  return undefined
}

/** Ballots cast where the source gives them: a voter may leave a contest out. Undefined: nobody can say. */
function countedIn({ ballots, contest, selections, suppressed = [] }: ResultRecord): number | undefined {
  if (ballots?.cast !== undefined) return Math.max(0, ballots.cast)
  if (contest.type === 'ballots' || suppressed.length > 0) return undefined
  const votes = selections.reduce((sum, one) => sum + one.votes.total, 0)
  return (contest.votesAllowed ?? 1) > 1 ? undefined : Math.max(0, votes)
}
