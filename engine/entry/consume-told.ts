import type { ConsumeEvent, ConsumeWatch } from '../consume/watch.ts'
import type { FeedId } from '../model/ids.ts'
import type { TraceEvent } from '../trace/events.ts'
import type { Homes } from './every-port.ts'

/** Stands in the trace in the place of a feed, where messages of several are processed together. */
export const consumersFeed = 'consumers' as FeedId

/** Says in the trace what goes wrong with a consumer, and when it is well again; of its batches it says nothing. */
export function toldBy(group: string, { trace, clock }: Pick<Homes, 'trace' | 'clock'>): ConsumeWatch {
  return (event) => {
    const said = eventOf(event, { feed: consumersFeed, poll: group, at: clock.now().toISOString() })
    if (said !== undefined) trace.emit(said)
  }
}

function eventOf(
  event: ConsumeEvent,
  stamp: Pick<TraceEvent, 'feed' | 'poll' | 'at'>,
): TraceEvent | undefined {
  if (event.kind === 'buried') {
    const { id: letter, processor, error, attempts, message: dead } = event.letter
    const { code, message } = error
    return {
      ...stamp,
      event: 'consume.dead',
      letter,
      processor,
      ...dead.from,
      id: dead.id,
      code,
      message,
      attempts,
    }
  }
  if (event.kind === 'waiting' && event.attempt === 1) {
    const { code, message } = event.error
    return { ...stamp, event: 'consume.waiting', processor: event.processor, code, message }
  }
  if (event.kind === 'resumed')
    return { ...stamp, event: 'consume.resumed', processor: event.processor, lasted: event.ms }
  if (event.kind === 'dropped') {
    const messages = event.parts.reduce((sum, part) => sum + part.messages, 0)
    return { ...stamp, event: 'consume.dropped', topic: event.topic, messages }
  }
  return undefined
}
