import type { InvocationContext } from './processing-function.ts'

/** So long before it is killed an invocation is told to end; at most this part of its time. */
const endMilliseconds = 5_000
const endPart = 4

/** Aborts in time for an invocation to give back what it has, and to say what became of it. */
export function beforeKilled(context: InvocationContext): AbortSignal {
  const remaining = Math.max(0, context.getRemainingTimeInMillis())
  return AbortSignal.timeout(Math.floor(remaining - Math.min(endMilliseconds, remaining / endPart)))
}
