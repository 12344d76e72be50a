import { isDeepStrictEqual } from 'node:util'
import type { ResultKey } from '../../../engine/model/ids.ts'
import type { ResultRecord } from '../../../engine/model/result.ts'

/** What a file says of one contest in one unit, read without the engine. */
export interface Said {
  /** Total votes by the name of the selection. */
  readonly votes: Readonly<Record<string, number>>
  /** Where the file gives them. */
  readonly unitsReporting?: number
  readonly unitsTotal?: number
}
export type SaidOf = ReadonlyMap<ResultKey, Said>

export const isFigure = ({ votes, unitsReporting = 0 }: Said): boolean =>
  unitsReporting > 0 || Object.values(votes).some((one) => one > 0)

export const sumOf = ({ votes }: Said): number => Object.values(votes).reduce((sum, one) => sum + one, 0)

export const isComplete = ({ unitsReporting = 0, unitsTotal = 0 }: Said): boolean =>
  unitsTotal > 0 && unitsReporting === unitsTotal

/** A record, as files say it. */
export function figuresOf({ selections, reporting }: ResultRecord): Said {
  const { unitsReporting, unitsTotal } = reporting ?? {}
  return {
    votes: Object.fromEntries(selections.map(({ name, votes }) => [name, votes.total])),
    ...(unitsReporting === undefined ? {} : { unitsReporting }),
    ...(unitsTotal === undefined ? {} : { unitsTotal }),
  }
}

/** The keys of which others say something else than the files, or nothing. */
export function differing(said: SaidOf, others: (key: ResultKey) => Said | undefined): readonly ResultKey[] {
  return [...said].flatMap(([key, figures]) => (isDeepStrictEqual(others(key), figures) ? [] : [key]))
}
