import type { Result } from '../model/result.ts'
import type { Remembered } from './remembered.ts'

/**
 * Does the capture have the results of the one before, of the same units, with selections of the same names in the same
 * order? Then they differ in figures alone.
 */
export const haveSameShapes = ({ changed }: Remembered): boolean =>
  changed?.every(({ was, is }) => was !== undefined && is !== undefined && isSameShape(was, is)) === true

function isSameShape({ record: one }: Result, { record: other }: Result): boolean {
  const [unit, otherUnit] = [one.unit, other.unit]
  if (unit.type !== otherUnit.type || unit.within !== otherUnit.within) return false
  if (one.contest.name !== other.contest.name || one.selections.length !== other.selections.length)
    return false
  return one.selections.every(({ id, name, writeIn }, at) => {
    const same = other.selections[at]
    return id === same?.id && name === same.name && writeIn === same.writeIn
  })
}
