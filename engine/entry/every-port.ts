import type { ExportTarget } from '../export/target.ts'
import type { Meter } from '../flow/meter.ts'
import type { Reader } from '../log/log.ts'
import type { Desk } from '../plan/desk.ts'
import type { PollPorts } from '../poll/ports.ts'
import type { Exports } from '../process/export/ports.ts'
import type { Webhook } from '../process/tell/webhook.ts'
import type { Register } from '../register/register.ts'
import type { ResultStore } from '../results/store.ts'
import type { Surroundings } from '../source/source.ts'
import type { Clock } from '../time/clock.ts'
import type { TraceReader } from '../trace/reader.ts'
import type { TraceSink } from '../trace/sink.ts'

/** Every port at work: what a poll needs, and the far side of the log. Disposing writes the trace out and closes all. */
export interface Homes extends PollPorts, AsyncDisposable {
  /** A new member of a consumer group. Closed with the homes, if not before. */
  reader(group: string): Reader
  readonly results: ResultStore
  readonly register: Register
  /** Where readers fetch results as files. */
  readonly exports: Exports
  /** What is known of an election beyond its feeds. */
  readonly desk: (election: string) => Desk
  /** Where people are told of alerts. Undefined: nowhere. */
  readonly webhook?: Webhook | undefined
  /** What the trace has kept, of this process and of others. */
  readonly traces: TraceReader
  /** What was asked of the services that the homes lie in; a machine of one's own counts nothing. */
  readonly meter: Meter
}

/** What a poll needs of them, and nothing else. */
export interface PollHomes extends PollPorts, AsyncDisposable {}

export interface HomesParts {
  /** What time it is for the engine. What waits for a service does so on the clock of the machine. */
  readonly clock?: Clock
  /** Hears everything beside the trace that is kept. */
  readonly trace?: TraceSink
  /** What is said to the sources of the feeds that are polled. */
  readonly surroundings?: Surroundings
  /** Usually a folder below those of the other homes. */
  readonly exports?: {
    readonly target: ExportTarget & Partial<Disposable>
    readonly formats: readonly string[]
  }
  /** Usually every election is a plain one. */
  readonly desk?: (election: string) => Desk
  /** Who only looks makes nothing: what is not there reads as empty, and nothing may be written. */
  readonly reading?: boolean
}
