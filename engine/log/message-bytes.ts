import type { Message } from '../model/envelope.ts'
import type { Outgoing } from './log.ts'

/** Bytes of a message as every log counts them: key, id, value, names and values of headers. */
export const messageBytes = ({ key, id, value, headers }: Outgoing): number =>
  Buffer.byteLength(key) + Buffer.byteLength(id) + Buffer.byteLength(value) + headerBytes(headers)

/** Does a message come to no more than so many bytes? Of most messages that is seen without counting them. */
export function isWithin(message: Outgoing, limit: number): boolean {
  const { key, id, value, headers } = message
  const most = 3 * (key.length + id.length + value.length) + headerBytes(headers)
  return most <= limit || messageBytes(message) <= limit
}

interface Counted {
  readonly headers: Message['headers']
  readonly bytes: number
}
/** Messages that come together mostly have one and the same; while they get one more, the new ones come in between. */
let last: Counted = { headers: {}, bytes: 0 }
let other = last

/** Of names and values. */
export function headerBytes(headers: Message['headers']): number {
  if (last.headers === headers) return last.bytes
  const known = other
  other = last
  last = known.headers === headers ? known : counted(headers)
  return last.bytes
}

function counted(headers: Message['headers']): Counted {
  let bytes = 0
  for (const [name, text] of Object.entries(headers))
    bytes += Buffer.byteLength(name) + Buffer.byteLength(text)
  return { headers, bytes }
}
