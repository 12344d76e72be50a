import { fitsPattern } from '../../flow/id-pattern.ts'
import type { SourceOrder } from '../../model/desk.ts'
import { contestAndUnit, type ResultKey } from '../../model/ids.ts'

/** Polls that fail for less are no news, where an election does not say after how long a feed is not fresh. */
export const usualFailing = 600_000

/** The order that counts for a key: the first that fits. Undefined: none is declared. */
export function orderFor(sources: readonly SourceOrder[], key: ResultKey): SourceOrder | undefined {
  const { contest, unit } = contestAndUnit(key)
  return sources.find(
    (one) => fitsPattern(one.contest, contest) && (one.unit === undefined || fitsPattern(one.unit, unit)),
  )
}
