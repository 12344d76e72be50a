import type { Log } from '../log/log.ts'
import type { Message } from '../model/envelope.ts'
import type { Desk } from '../plan/desk.ts'
import type { Register } from '../register/register.ts'
import type { ResultStore } from '../results/store.ts'
import type { Clock } from '../time/clock.ts'
import type { TraceSink } from '../trace/sink.ts'
import type { Webhook } from './tell/webhook.ts'

/**
 * A function behind a topic. Given messages, in order per key, it answers with the ids that it did not process; those,
 * and nothing else, come again. Everything it does may be done twice.
 */
export type Processor = (messages: readonly Message[], signal: AbortSignal) => Promise<readonly string[]>

/** What processors read and write. */
export interface ProcessorPorts {
  readonly results: ResultStore
  readonly register: Register
  readonly log: Log
  /** What is known of an election beyond its feeds; of one that has no file, what holds of any. */
  readonly desk: (election: string) => Desk
  readonly trace: TraceSink
  readonly clock: Clock
  /** Where people are told of alerts. Undefined: nowhere. */
  readonly webhook?: Webhook | undefined
}

/** Makes a processor, from no more than it needs. */
export interface ProcessorMaker<Needs extends Partial<ProcessorPorts> = ProcessorPorts> {
  readonly name: string
  make(ports: Needs): Processor
}
