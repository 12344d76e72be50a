import type { SourceOrder } from '../../model/desk.ts'
import type { ResultRecord, Selection } from '../../model/result.ts'

type Tolerance = SourceOrder['tolerance']

/** How far sources are apart in one selection. */
export interface Difference {
  readonly selection: string
  readonly name: string
  readonly votes: number
  /** What may be between them. */
  readonly allowed: number
  /** Those that do not list it, where others do: all of its votes are between them. Empty: all list it. */
  readonly lacking: readonly ResultRecord[]
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

/**
 * Where sources are further apart than may be. One without any votes has not begun, and says nothing. A selection that one
 * does not list is all of its votes apart, unless that one withholds it, or it is a write-in: many sources count these together.
 */
export function differencesOf(records: readonly ResultRecord[], tolerance: Tolerance): readonly Difference[] {
  const begun = records
    .filter((record) => totalOf(record) > 0)
    .map((record) => [record, votesById(record)] as const)
  const listed = new Map(begun.flatMap(([{ selections }]) => selections).map((one) => [one.id, one]))
  return [...listed.values()].flatMap((one): readonly Difference[] => {
    const { id: selection, name } = one
    const counts = begun.flatMap(([, votes]) => votes.get(selection) ?? [])
    const lacking = begun.flatMap(([record, votes]) =>
      votes.has(selection) || mayLack(record, one) ? [] : [record],
    )
    const most = Math.max(...counts)
    const missing = { selection, name, votes: most, allowed: allowedBetween(tolerance, 0, most), lacking }
    if (lacking.length > 0 && most > missing.allowed) return [missing]
    const least = Math.min(...counts)
    const votes = most - least
    const allowed = allowedBetween(tolerance, least, most)
    return votes > allowed ? [{ selection, name, votes, allowed, lacking: [] }] : []
  })
}

const mayLack = ({ suppressed = [] }: ResultRecord, { id, writeIn }: Selection): boolean =>
  writeIn || suppressed.some((one) => one.id === id)

export const totalOf = ({ selections }: ResultRecord): number =>
  selections.reduce((sum, { votes }) => sum + votes.total, 0)

export const votesById = ({ selections }: ResultRecord): ReadonlyMap<string, number> =>
  new Map(selections.map(({ id, votes }) => [id, votes.total]))
