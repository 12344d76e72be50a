import { fitsPattern } from '../../flow/id-pattern.ts'
import { contestAndUnit, type ResultKey } from '../../model/ids.ts'
import type { DeskRule } from '../../plan/desk-rule.ts'
import type { Said } from '../../quality/rule.ts'

/** May a rule be about a key of the election? Types of units are known only of what was read. */
export function mayConcern({ contest: contests, unit: units }: DeskRule, key: ResultKey): boolean {
  const { contest, unit } = contestAndUnit(key)
  return fitsPattern(contests, contest) && (units === undefined || fitsPattern(units, unit))
}

/** Is a rule about these figures? */
export const concerns = (rule: DeskRule, { key, record: { unit } }: Said): boolean =>
  mayConcern(rule, key) && (rule.unitTypes?.includes(unit.type) ?? true)
