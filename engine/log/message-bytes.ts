import type { Message } from '../model/envelope.ts'

/** Bytes of a message as every log counts them: key, id, value, names and values of headers. */
export function messageBytes({ key, id, value, headers }: Message): number {
  let bytes = Buffer.byteLength(key) + Buffer.byteLength(id) + Buffer.byteLength(value)
  for (const [name, text] of Object.entries(headers))
    bytes += Buffer.byteLength(name) + Buffer.byteLength(text)
  return bytes
}

/** Does a message come to no more than so many bytes? Of most messages that is seen without counting them. */
export function isWithin(message: Message, limit: number): boolean {
  const { key, id, value, headers } = message
  let units = key.length + id.length + value.length
  for (const name in headers) units += name.length + (headers[name] ?? '').length
  return 3 * units <= limit || messageBytes(message) <= limit
}
