import { feedError } from '../errors/feed-error.ts'
import type { Message } from '../model/envelope.ts'
import type { Outgoing } from './log.ts'
import { isWithin, messageBytes } from './message-bytes.ts'

/** Fails with RECORD_TOO_LARGE. */
export function assertFits(message: Outgoing, limit: number): void {
  if (isWithin(message, limit)) return
  throw feedError('RECORD_TOO_LARGE', { key: message.key, bytes: messageBytes(message), limit })
}

/** The same messages in the same order, in parts of so many bytes and messages at most; a larger one stands alone. */
export function* boundedMessages<One extends Message>(
  messages: readonly One[],
  most: { readonly bytes: number; readonly count?: number },
): Iterable<readonly One[]> {
  const count = most.count ?? Number.POSITIVE_INFINITY
  let from = 0
  let bytes = 0
  for (const [at, message] of messages.entries()) {
    const size = messageBytes(message)
    if (at > from && (bytes + size > most.bytes || at - from >= count)) {
      yield messages.slice(from, at)
      from = at
      bytes = 0
    }
    bytes += size
  }
  if (from < messages.length) yield messages.slice(from)
}
