import type { ErrorCode } from '../errors/feed-error.ts'
import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import { type Figures, type Mode, modes, type Result } from '../model/result.ts'
import type { Doubt } from './check.ts'

/** Total votes by selection. */
export type VotesById = Readonly<Record<string, number>>

/** Total votes of a result, by selection. */
export const votesOf = ({ record }: Result): VotesById =>
  Object.fromEntries(record.selections.map((selection) => [selection.id, selection.votes.total]))

/**
 * Total votes by selection, and by `SELECTION|MODE` the votes of each mode that was reported: ids never contain the bar.
 */
export const withModes = ({ votes, modes: byMode = {} }: Pick<Figures, 'votes' | 'modes'>): VotesById => ({
  ...votes,
  ...Object.fromEntries(
    Object.entries(byMode).flatMap(([id, reported]) =>
      Object.entries(reported).map(([mode, one]) => [`${id}|${mode}`, one]),
    ),
  ),
})

/** The same of a result. */
export function withModesOf(result: Result): VotesById {
  const byMode = result.record.selections.flatMap(({ id, votes }) =>
    modes.flatMap((mode) => (votes[mode] === undefined ? [] : [[`${id}|${mode}`, votes[mode]] as const])),
  )
  return { ...votesOf(result), ...Object.fromEntries(byMode) }
}

/** Selection and mode of such a figure; no mode: its total. */
export function selectionAndMode(id: string): {
  readonly selection: string
  readonly mode: Mode | undefined
} {
  const [selection = id, mode] = id.split('|')
  return { selection, mode: mode as Mode | undefined }
}

/** Has a result the selections of which votes stood, in their order? Mostly so, and then none of them is lost. */
export function hasAllInOrder({ record }: Result, stood: VotesById): boolean {
  let at = 0
  for (const id in stood) {
    if (record.selections[at]?.id !== id) return false
    at += 1
  }
  return true
}

/** All votes of a result together. */
export function totalOf({ record }: Result): number {
  let sum = 0
  for (const { votes } of record.selections) sum += votes.total
  return sum
}

/** All votes together. */
export const sumOf = (votes: VotesById): number => Object.values(votes).reduce((sum, one) => sum + one, 0)

/** A result without a single vote, ballot or reporting unit: a zero report. What is withheld may be votes. */
export function isZero({ record }: Result): boolean {
  const { ballots, reporting, selections, suppressed } = record
  return (
    suppressed === undefined &&
    (ballots?.cast ?? 0) === 0 &&
    (reporting?.unitsReporting ?? 0) === 0 &&
    selections.every((selection) => selection.votes.total === 0)
  )
}

/** `1204` → `1,204`: how people read counts. */
export const count = (votes: number): string => votes.toLocaleString('en-US')

/** `1` → `1 row`, `1204` → `1,204 rows`. */
export const countOfRows = (rows: number): string => `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`

/** The unit that a key is about. */
export const unitOf = (key: ResultKey): string => contestAndUnit(key).unit

/** The first places in the raw bytes that a result was read from. */
export function placesOf(results: readonly (Result | undefined)[]): readonly string[] {
  const places: string[] = []
  for (const result of results) {
    const locator = result?.locators[0]
    const place = Object.values(locator?.places ?? {})[0]?.[0]
    if (locator !== undefined && place !== undefined) places.push(`${locator.origin}#${place}`)
    if (places.length === 5) break
  }
  return places
}

/** One doubt about one result; a person releases a unit's results of one rule together. */
export function doubtAbout(result: Result, code: ErrorCode, reason: string): Doubt {
  const { contest, unit } = result.record
  return {
    code,
    group: unit.id,
    scope: { units: [unit.id], contests: [contest.id] },
    keys: [result.key],
    reason: `${unit.name}, ${contest.name}: ${reason}`,
    places: placesOf([result]),
  }
}

/** A doubt about the whole capture. */
export function doubtAboutAll(code: ErrorCode, reason: string, places: readonly string[] = []): Doubt {
  return { code, group: '*', scope: {}, keys: undefined, reason, places }
}
