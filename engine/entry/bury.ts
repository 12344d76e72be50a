import type { Consuming } from '../consume/consumer.ts'
import type { DeadLetter } from '../consume/dead-letter.ts'
import type { DeadEntry } from '../model/dead-letter.ts'
import { type Message, topics } from '../model/envelope.ts'
import { keepDead } from '../register/dead-entries.ts'
import type { Homes } from './every-port.ts'

/** Characters of a stack that are kept. */
const maxStack = 4_000
/** What stands around the message: of a larger one only its place is kept. */
const roomBytes = 20_000

/** Puts dead letters to their topic, and then to the register, from where they are listed and replayed. */
export function buryIn({ log, register }: Pick<Homes, 'log' | 'register'>): Consuming['bury'] {
  return async (letter, signal) => {
    const entry = entryOf(letter, log.maxMessageBytes - roomBytes)
    await log.publish(topics.dead, [deadMessage(entry)], signal)
    await keepDead(register, entry, signal)
  }
}

function entryOf({ message, error, ...letter }: DeadLetter, maxBytes: number): DeadEntry {
  const { id, group, processor, attempts, at } = letter
  const { key, id: messageId, from, headers, value } = message
  const headed = Buffer.byteLength(JSON.stringify(headers)) + Buffer.byteLength(`${key}${messageId}`)
  const stack = error.cause instanceof Error ? error.cause.stack : undefined
  return {
    id,
    group,
    processor,
    attempts,
    at,
    from,
    key,
    messageId,
    headers,
    code: error.code,
    message: error.message,
    ...(stack !== undefined && { stack: stack.slice(0, maxStack) }),
    value: headed + Buffer.byteLength(value) > maxBytes ? null : value,
  }
}

/** The message as it was, with what became of it in its headers. */
function deadMessage(entry: DeadEntry): Message {
  const { id, group, processor, code, message, stack = '', attempts, at, from, value } = entry
  return {
    key: entry.key,
    id,
    value: value ?? '',
    headers: {
      group,
      processor,
      code,
      message: message.slice(0, maxStack),
      stack,
      at,
      attempts: String(attempts),
      'origin-topic': from.topic,
      'origin-partition': String(from.partition),
      'origin-offset': String(from.offset),
      'origin-id': entry.messageId,
      'origin-headers': JSON.stringify(entry.headers),
      ...(value === null && { 'left-out': 'the message is too large, and lies at its origin' }),
    },
  }
}
