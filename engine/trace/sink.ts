import type { TraceEvent } from './events.ts'

/** Never throws, never waits: losing a trace must not lose a result. */
export interface TraceSink {
  emit(event: TraceEvent): void
  flush(): Promise<void>
}
