import type { FeedId } from '../model/ids.ts'
import type { TraceEvent } from '../trace/events.ts'
import type { TraceSink } from '../trace/sink.ts'
import type { Lifting } from './scene.ts'

/** What the engine did for a feed in one night. */
export interface Counts {
  polls: number
  /** Polls to which the source answered that nothing is new. */
  unchanged: number
  /** Different captures. */
  captures: number
  bytes: number
  revisions: number
  added: number
  revised: number
  corrected: number
  withdrawn: number
  failed: number
}

/** Counts what the trace says. */
export interface Ledger {
  readonly trace: TraceSink
  of(feed: FeedId): Counts
  /** The last commit of a feed since it was last asked for, if there was one. */
  taken(feed: FeedId): Extract<TraceEvent, { event: 'changeset.committed' }> | undefined
  /** How a hold ended, as the trace told it. */
  lifting(hold: string): Lifting
}

/** A ledger that has counted nothing yet. */
export function newLedger(): Ledger {
  const counts = new Map<FeedId, Counts>()
  const commits = new Map<FeedId, Extract<TraceEvent, { event: 'changeset.committed' }>>()
  const liftings = new Map<string, Lifting>()
  const of = (feed: FeedId): Counts => {
    const found = counts.get(feed) ?? emptyCounts()
    counts.set(feed, found)
    return found
  }
  return {
    of,
    taken(feed) {
      const commit = commits.get(feed)
      commits.delete(feed)
      return commit
    },
    lifting: (hold) => liftings.get(hold) ?? 'superseded',
    trace: {
      emit(event) {
        const mine = of(event.feed)
        if (event.event === 'poll.started') mine.polls += 1
        if (event.event === 'source.unmodified') mine.unchanged += 1
        if (event.event === 'capture.archived') mine.captures += 1
        if (event.event === 'payload.fetched') mine.bytes += event.bytes
        if (event.event === 'poll.failed') mine.failed += 1
        if (event.event === 'hold.lifted') liftings.set(event.hold, event.how)
        if (event.event !== 'changeset.committed') return
        commits.set(event.feed, event)
        mine.revisions += 1
        for (const kind of ['added', 'revised', 'corrected', 'withdrawn'] as const) mine[kind] += event[kind]
      },
      flush: async () => undefined,
    },
  }
}

const emptyCounts = (): Counts => ({
  polls: 0,
  unchanged: 0,
  captures: 0,
  bytes: 0,
  revisions: 0,
  added: 0,
  revised: 0,
  corrected: 0,
  withdrawn: 0,
  failed: 0,
})
