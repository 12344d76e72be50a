import type { DeskPart } from './desk-part.ts'
import type { DeskRule } from './desk-rule.ts'

/** The rules of the file that the election names. */
export function rulesOf(_part: DeskPart): readonly DeskRule[] {
  return []
}
