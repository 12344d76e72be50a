import { fitsPattern } from '../../flow/id-pattern.ts'
import type { SourceOrder } from '../../model/desk.ts'
import { contestAndUnit, type ResultKey } from '../../model/ids.ts'

/** The word for the sum of the current results of the units within. */
export const unitsWord = 'units'

/** By how much two sources may differ where an election does not say it. */
export const usualTolerance: SourceOrder['tolerance'] = { votes: 10, percent: 0.5 }
/** Polls that fail for less are no news, where an election does not say after how long a feed is not fresh. */
export const usualFailing = 600_000

/** The order that counts for a key: the first that fits. Undefined: none is declared. */
export function orderFor(sources: readonly SourceOrder[], key: ResultKey): SourceOrder | undefined {
  const { contest, unit } = contestAndUnit(key)
  return sources.find(
    (one) => fitsPattern(one.contest, contest) && (one.unit === undefined || fitsPattern(one.unit, unit)),
  )
}
