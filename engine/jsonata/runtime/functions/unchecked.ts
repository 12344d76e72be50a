import type { Run } from '../builtin.ts'
import { uncheckedLists } from './unchecked-lists.ts'
import { uncheckedMatching } from './unchecked-matching.ts'
import { uncheckedNumbers } from './unchecked-numbers.ts'
import { uncheckedTexts } from './unchecked-texts.ts'

/**
 * Functions as they run where nobody checks what they are given: partly applied, with arguments that their signature would
 * refuse. Operations of JavaScript then make of it what they make of it, as in the library, crashes included. Functions that
 * are not here do the same in their one form.
 */
export const unchecked: ReadonlyMap<string, Run> = new Map<string, Run>(
  [uncheckedLists, uncheckedMatching, uncheckedNumbers, uncheckedTexts].flatMap((family) =>
    Object.entries(family),
  ),
)
