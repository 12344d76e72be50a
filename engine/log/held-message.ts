import type { Message } from '../model/envelope.ts'
import type { Outgoing } from './log.ts'

/** A message as it may be held for as long as anybody likes. */
export function heldMessage(message: Outgoing): Message {
  if (isText(message)) return message
  const { buffer, byteOffset, byteLength } = message.value as Uint8Array
  return { ...message, value: Buffer.from(buffer, byteOffset, byteLength).toString('utf8') }
}

const isText = (message: Outgoing): message is Message => typeof message.value === 'string'
