import { topics } from '../model/envelope.ts'

/** One consumer group: what it reads, and the processors that are given each message, one after the other. */
export interface Route {
  readonly group: string
  readonly topic: string
  readonly processors: readonly string[]
}

/**
 * In the order in which data flows. Processors of one route rely on what those before them have written for the same
 * messages; a new group begins with the first message there is.
 */
export const routes: readonly Route[] = [
  { group: 'tally', topic: topics.changes, processors: ['tally', 'quality', 'arbitrate'] },
  { group: 'keep-status', topic: topics.status, processors: ['keep-status', 'arbitrate-status'] },
  { group: 'export', topic: topics.current, processors: ['export'] },
  { group: 'tell', topic: topics.alerts, processors: ['tell'] },
]
