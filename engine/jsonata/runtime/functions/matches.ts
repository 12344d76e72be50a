import { type Context, type Found, FunctionValue, isFunction } from '../builtin.ts'
import { fail } from '../fault.ts'
import { nextOf } from './matcher.ts'

/** Matches of a text one behind the other, each looked for when the one before has been dealt with. */
export interface Matches {
  readonly found: Found
  /** As an expression sees it. */
  readonly seen: () => unknown
  readonly next: () => Matches | undefined
}

/** The matches that a regular expression, or a function that acts as one, finds in a text. */
export function matchesOf(context: Context, callee: unknown, text: string): Matches | undefined {
  const matcher = callee instanceof FunctionValue ? callee.matcher : undefined
  if (matcher === undefined) return answered(context, callee, [text])
  const from = (found: Found | undefined): Matches | undefined =>
    found === undefined
      ? undefined
      : {
          found,
          seen: () => matcher.seen(text, found),
          next: () => from(nextOf(matcher, text, found.end)),
        }
  return from(matcher.find(text, 0))
}

/** What a function that acts as a regular expression says. Throws T1010 where that is no match. */
function answered(context: Context, callee: unknown, args: readonly unknown[]): Matches | undefined {
  // As the library crashes where it was given none.
  if (!isFunction(callee)) throw new TypeError("Cannot read properties of undefined (reading 'apply')")
  context.bounds.step()
  const said = context.apply(callee, args)
  if (said === undefined) return undefined
  if (said && !isMatch(said)) fail('T1010')
  const found = said as Found & { readonly next: unknown }
  return { found, seen: () => said, next: () => answered(context, found.next, [undefined]) }
}

/** One sign of a match is enough; where it ends is none to JSONata, which means to ask that too. */
const isMatch = (said: unknown): boolean => {
  const { start, end, groups, next } = said as Readonly<Record<string, unknown>>
  return typeof start === 'number' || end === 'number' || Array.isArray(groups) || isFunction(next)
}
