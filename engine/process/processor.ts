import type { Message } from '../model/envelope.ts'
import type { ResultStore } from '../results/store.ts'

/**
 * A function behind a topic. Given a batch of one partition in order, it answers with the ids that it did not process;
 * those, and nothing else, come again. Everything it does may be done twice.
 */
export type Processor = (messages: readonly Message[], signal: AbortSignal) => Promise<readonly string[]>

/** Makes a processor over the stores it writes to. */
export interface ProcessorMaker {
  readonly name: string
  /** The topic it reads. */
  readonly topic: string
  make(stores: { readonly results: ResultStore }): Processor
}
