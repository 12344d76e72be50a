import type { Message } from '../model/envelope.ts'
import type { ResultStore } from '../results/store.ts'
import type { Clock } from '../time/clock.ts'
import type { TraceSink } from '../trace/sink.ts'

/**
 * A function behind a topic. Given messages, in order per key, it answers with the ids that it did not process; those,
 * and nothing else, come again. Everything it does may be done twice.
 */
export type Processor = (messages: readonly Message[], signal: AbortSignal) => Promise<readonly string[]>

/** What processors write to. */
export interface ProcessorPorts {
  readonly results: ResultStore
  readonly trace: TraceSink
  readonly clock: Clock
}

/** Makes a processor. */
export interface ProcessorMaker {
  readonly name: string
  /** The topic it reads. */
  readonly topic: string
  make(ports: ProcessorPorts): Processor
}
