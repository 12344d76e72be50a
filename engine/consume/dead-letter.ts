import { createHash } from 'node:crypto'
import type { FeedError } from '../errors/feed-error.ts'
import type { Message } from '../model/envelope.ts'

/** A message that a processor could not process, and why. */
export interface DeadLetter {
  /** `d-` and twelve hex digits of group, topic and the message's id: the same when the same message fails again. */
  readonly id: string
  readonly group: string
  readonly processor: string
  readonly message: Message & { readonly from: NonNullable<Message['from']> }
  readonly error: FeedError
  /** How often it was offered alone. */
  readonly attempts: number
  /** ISO 8601. */
  readonly at: string
}

export function deadLetterId(group: string, topic: string, id: string): string {
  return `d-${createHash('sha256').update(`${group}|${topic}|${id}`).digest('hex').slice(0, 12)}`
}
