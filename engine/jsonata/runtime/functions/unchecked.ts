import type { Run } from '../builtin.ts'
import * as lists from './unchecked-lists.ts'
import * as matching from './unchecked-matching.ts'
import * as numbers from './unchecked-numbers.ts'
import * as texts from './unchecked-texts.ts'

/**
 * Functions as they run where nobody checks what they are given: partly applied, with arguments that their signature would
 * refuse. Operations of JavaScript then make of it what they make of it, as in the library, crashes included. Functions that
 * are not here do the same in their one form.
 */
export const unchecked: ReadonlyMap<string, Run> = new Map(
  Object.entries({ ...lists, ...matching, ...numbers, ...texts }) as [string, Run][],
)
