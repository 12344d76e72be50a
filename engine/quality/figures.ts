import { fitsPattern } from '../flow/id-pattern.ts'
import type { DeskFacts, Expected } from '../model/desk.ts'
import { contestAndUnit } from '../model/ids.ts'
import type { ResultRecord } from '../model/result.ts'
import type { Said } from './rule.ts'

/** Total votes by selection id. */
export const votesOf = ({ selections }: ResultRecord): ReadonlyMap<string, number> =>
  new Map(selections.map(({ id, votes }) => [id, votes.total]))

/** Votes of all selections together. */
export const totalOf = ({ selections }: ResultRecord): number =>
  selections.reduce((sum, { votes }) => sum + votes.total, 0)

/**
 * How many voters these figures need: the ballots cast, or the votes divided by those that each may mark, whichever are
 * more. Where nobody says how many each may mark, ballots cast are believed.
 */
export function votersIn({ record }: Said, { election }: Pick<DeskFacts, 'election'>): number {
  const { contest, ballots } = record
  const allowed = contest.votesAllowed ?? election.contests.find(({ id }) => id === contest.id)?.votesAllowed
  const cast = ballots?.cast ?? 0
  if (cast > 0 && allowed === undefined) return cast
  return Math.max(cast, Math.ceil(totalOf(record) / (allowed ?? 1)))
}

/** Does the source say that all is counted, or have all its units reported? A sum over units never knows of those that lack. */
export function isComplete({ record: { reporting }, computed }: Said): boolean {
  const { status, unitsReporting = 0, unitsTotal = 0 } = reporting ?? {}
  if (computed || status === 'unofficial-partial' || status === 'pre-election') return false
  if (status === 'unofficial-complete' || status === 'certified') return true
  return unitsTotal > 0 && unitsReporting >= unitsTotal
}

/** Votes that are expected of a contest in a unit: by the first table that knows both. */
export function expectedOf(expected: readonly Expected[], key: Said['key']): number | undefined {
  const { contest, unit } = contestAndUnit(key)
  const known = expected.find(
    ({ contest: pattern, votes }) =>
      Object.hasOwn(votes, unit) && (pattern === undefined || fitsPattern(pattern, contest)),
  )
  return known?.votes[unit]
}

const grouping = new Intl.NumberFormat('en-US')
/** `1204` → `1,204`: how people read counts. */
export const count = (value: number): string => grouping.format(value)

/** In hundredths of the whole, with one decimal: the same in words and in measures. */
export const percentOf = (part: number, whole: number): number => Math.round((part / whole) * 1_000) / 10

/** `Harbor, US PRESIDENT`. */
export const placeOf = ({ record: { unit, contest } }: Said): string => `${unit.name}, ${contest.name}`
