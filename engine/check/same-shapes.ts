import type { Result, Selection } from '../model/result.ts'
import type { Remembered } from './remembered.ts'

/**
 * Does the capture have the results of the one before, of the same units, with selections of the same names in the same
 * order? Then they differ in figures alone.
 */
export const haveSameShapes = ({ changed }: Remembered): boolean =>
  changed?.every(
    ({ was, is, countedOn }) =>
      countedOn === true || (was !== undefined && is !== undefined && isSameShape(was, is)),
  ) === true

function isSameShape({ record: one }: Result, { record: other }: Result): boolean {
  if (one.unit !== other.unit) {
    if (one.unit.type !== other.unit.type || one.unit.within !== other.unit.within) return false
  }
  if (one.contest.name !== other.contest.name || one.selections.length !== other.selections.length)
    return false
  for (let at = 0; at < one.selections.length; at++) {
    const [mine, its] = [one.selections[at] as Selection, other.selections[at] as Selection]
    if (mine.id !== its.id || mine.name !== its.name || mine.writeIn !== its.writeIn) return false
  }
  return true
}
