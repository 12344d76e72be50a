import type { Payload } from '../model/payload.ts'
import type { Plan } from '../plan/plan.ts'
import type { Memory } from './memory.ts'
import type { OpenEnds } from './open-ends.ts'
import { type Reading, readResults } from './read-results.ts'

/**
 * A capture, read with a memory where there is one. What goes wrong with it says nothing: all is read again without, which
 * says what and where.
 */
export async function readCapture(
  plan: Plan,
  open: (request: string) => Iterable<Payload>,
  signal: AbortSignal,
  ends: OpenEnds,
  memory: Memory | undefined,
): Promise<Reading> {
  if (memory !== undefined) {
    try {
      return await readResults(plan, open, signal, ends, memory)
    } catch {
      memory.forget()
      signal.throwIfAborted()
    }
  }
  return readResults(plan, open, signal, ends)
}
