import type { SourceOrder } from '../../model/desk.ts'
import type { ResultRecord, Selection } from '../../model/result.ts'

type Tolerance = SourceOrder['tolerance']

/** How far two sources are apart in one selection that both list. */
export interface Difference {
  readonly selection: string
  readonly name: string
  readonly votes: number
  /** What may be between them. */
  readonly allowed: number
}

/** The larger of both bounds, in votes. */
export const allowedBetween = ({ votes, percent }: Tolerance, one: number, other: number): number =>
  Math.max(votes, (Math.max(one, other) * percent) / 100)

/**
 * Has it fewer votes than what stands, by more than may be between two sources? Selections that both list are compared;
 * where they have none in common, all votes together.
 */
export function isBehind(now: ResultRecord, stands: ResultRecord, tolerance: Tolerance): boolean {
  const pairs = pairsOf(now, stands)
  const compared = pairs.length > 0 ? pairs : [[totalOf(now), totalOf(stands)] as const]
  return compared.some(([mine, its]) => its - mine > allowedBetween(tolerance, mine, its))
}

const pairsOf = (one: ResultRecord, other: ResultRecord): readonly (readonly [number, number])[] => {
  const votes = votesById(other)
  return one.selections.flatMap(({ id, votes: { total } }) => {
    const its = votes.get(id)
    return its === undefined ? [] : [[total, its] as const]
  })
}

/** Where two sources are further apart than may be. One without any votes has not begun, and says nothing. */
export function differencesOf(records: readonly ResultRecord[], tolerance: Tolerance): readonly Difference[] {
  const begun = records.filter((record) => totalOf(record) > 0)
  const ids = new Map(begun.flatMap(({ selections }) => selections).map((one) => [one.id, one]))
  return [...ids.values()].flatMap(({ id, name }: Selection) => {
    const counts = begun.flatMap((record) => votesById(record).get(id) ?? [])
    if (counts.length < 2) return []
    const [least, most] = [Math.min(...counts), Math.max(...counts)]
    const allowed = allowedBetween(tolerance, least, most)
    return most - least > allowed ? [{ selection: id, name, votes: most - least, allowed }] : []
  })
}

export const totalOf = ({ selections }: ResultRecord): number =>
  selections.reduce((sum, { votes }) => sum + votes.total, 0)

export const votesById = ({ selections }: ResultRecord): ReadonlyMap<string, number> =>
  new Map(selections.map(({ id, votes }) => [id, votes.total]))
