import type { Log, Outgoing } from '../log/log.ts'
import { isWithin } from '../log/message-bytes.ts'
import type { Message } from '../model/envelope.ts'
import { traceparent } from '../trace/context.ts'

const header = 'traceparent'

/**
 * A log whose messages say in a header which poll, or which replay, put them there. All else of a message stays as it is;
 * one that the header would make too large goes without it: what is committed can always be published.
 */
export function tracedLog(log: Log, poll: string): Log {
  const value = traceparent(poll)
  const bytes = header.length + value.length
  /** Messages share their headers, and still do with one more. */
  let last: { readonly own: Message['headers']; readonly traced: Message['headers'] } | undefined
  function traced(message: Outgoing): Outgoing {
    if (!isWithin(message, log.maxMessageBytes - bytes)) return message
    const { headers: own } = message
    if (last?.own !== own) last = { own, traced: { ...own, [header]: value } }
    return { ...message, headers: last.traced }
  }
  function* all(messages: Iterable<Outgoing>): Iterable<Outgoing> {
    for (const message of messages) yield traced(message)
  }
  return {
    maxMessageBytes: log.maxMessageBytes,
    publish: (topic, messages, signal) => log.publish(topic, all(messages), signal),
    [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
  }
}
