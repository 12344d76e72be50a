import type { FeedId } from '../model/ids.ts'
import type { Clock } from '../time/clock.ts'
import type { TraceEvent } from '../trace/events.ts'
import type { TraceSink } from '../trace/sink.ts'

type Untold<Event> = Event extends TraceEvent ? Omit<Event, 'feed' | 'poll' | 'at'> : never
/** Says what happened; who, when and in which poll are added. */
export type Tell = (event: Untold<TraceEvent>) => void

export function teller(trace: TraceSink, clock: Clock, feed: FeedId, poll: string): Tell {
  return (event) => trace.emit({ ...event, feed, poll, at: clock.now().toISOString() })
}
