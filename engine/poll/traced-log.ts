import type { Log } from '../log/log.ts'
import { messageBytes } from '../log/message-bytes.ts'
import { traceparent } from '../trace/context.ts'

const header = 'traceparent'

/**
 * A log whose messages say in a header which poll, or which replay, put them there. All else of a message stays as it is;
 * one that the header would make too large goes without it: what is committed can always be published.
 */
export function tracedLog(log: Log, poll: string): Log {
  const value = traceparent(poll)
  const bytes = header.length + value.length
  return {
    maxMessageBytes: log.maxMessageBytes,
    publish: (topic, messages, signal) =>
      log.publish(
        topic,
        messages.map((message) =>
          messageBytes(message) + bytes > log.maxMessageBytes
            ? message
            : { ...message, headers: { ...message.headers, [header]: value } },
        ),
        signal,
      ),
    [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
  }
}
