import type { Message } from '../model/envelope.ts'

/** Calls a processor. What comes next is decided by what it answers, never by what it logs. */
export interface Invoker {
  /** Resolves with the ids that were not processed; an empty list means that all were. */
  invoke(processor: string, messages: readonly Message[], signal: AbortSignal): Promise<readonly string[]>
}
