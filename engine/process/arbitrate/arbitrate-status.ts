import type { FeedStatus } from '../../model/envelope.ts'
import { statusShape } from '../message-shapes.ts'
import type { ProcessorMaker } from '../processor.ts'
import { readMessages } from '../read-messages.ts'
import { everySpan, followStatus } from './follow-status.ts'
import type { Ports } from './read-keys.ts'

/**
 * Decides anew where a feed can be used no longer, or can be used again. It relies on the status that is kept of the same
 * messages; time is what they say it is.
 */
export const arbitrateStatus: ProcessorMaker<Ports> = {
  name: 'arbitrate-status',
  make: (ports) => async (messages, signal) => {
    const statuses = readMessages(messages, statusShape) as readonly FeedStatus[]
    const spans = await everySpan(ports, signal)
    for (const [feed, said] of Map.groupBy(statuses, (one) => one.feed)) {
      const at = said.reduce((last, { saidAt }) => (saidAt > last ? saidAt : last), '')
      // oxlint-disable-next-line no-await-in-loop -- one feed after the other
      await followStatus(ports, feed, at, spans, signal)
    }
    return []
  },
}
