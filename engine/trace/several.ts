import type { TraceSink } from './sink.ts'

/** Tells all of them. */
export function severalTraces(sinks: readonly TraceSink[]): TraceSink {
  return {
    emit(event) {
      for (const sink of sinks) sink.emit(event)
    },
    async flush() {
      await Promise.all(sinks.map((sink) => sink.flush()))
    },
  }
}
