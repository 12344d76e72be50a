import { topics } from '../model/envelope.ts'

/** One consumer group: what it reads, and the processors that are given each message, one after the other. */
export interface Route {
  readonly group: string
  readonly topic: string
  readonly processors: readonly string[]
  /** Batches at work side by side in one process; usually what the consumer says. */
  readonly atOnce?: number
}

/**
 * In the order in which data flows. Processors of one route rely on what those before them have written for the same
 * messages; a new group begins with the first message there is.
 */
export const routes: readonly Route[] = [
  { group: 'tally', topic: topics.changes, processors: ['tally', 'quality', 'arbitrate'] },
  { group: 'keep-status', topic: topics.status, processors: ['keep-status', 'arbitrate-status'] },
  // Two at once would write the same files, and refuse each other: what comes meanwhile is exported together afterwards.
  { group: 'export', topic: topics.current, processors: ['export'], atOnce: 1 },
  { group: 'tell', topic: topics.alerts, processors: ['tell'] },
]
