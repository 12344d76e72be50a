import type { FeedId } from '../model/ids.ts'
import type { TraceEvent } from './events.ts'

/** Reads what a sink has written, this process's or another's. */
export interface TraceReader {
  /** Where it looks, for people: `the file data/trace.ndjson`. */
  readonly place: string
  /**
   * What was said of a feed, the newest first, so that whoever wants the last polls stops reading. Each event once, in the
   * reverse order of its arrival. `damaged` hears of each piece that can not be read; nothing there is no events.
   */
  events(
    feed: FeedId,
    options: { readonly damaged: () => void; readonly signal: AbortSignal },
  ): AsyncIterable<TraceEvent>
  /** For how many hours events are kept; null: until somebody deletes them. */
  keptHours(signal: AbortSignal): Promise<number | null>
}
