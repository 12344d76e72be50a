import type { Message } from '../model/envelope.ts'

/** Bytes of a message as every log counts them: key, id, value, names and values of headers. */
export const messageBytes = ({ key, id, value, headers }: Message): number =>
  Buffer.byteLength(key) + Buffer.byteLength(id) + Buffer.byteLength(value) + headerBytes(headers)

/** Does a message come to no more than so many bytes? Of most messages that is seen without counting them. */
export function isWithin(message: Message, limit: number): boolean {
  const { key, id, value, headers } = message
  const most = 3 * (key.length + id.length + value.length) + headerBytes(headers)
  return most <= limit || messageBytes(message) <= limit
}

/** Messages that come together mostly have one and the same. */
let last: { readonly headers: Message['headers']; readonly bytes: number } | undefined

function headerBytes(headers: Message['headers']): number {
  if (last?.headers === headers) return last.bytes
  let bytes = 0
  for (const [name, text] of Object.entries(headers))
    bytes += Buffer.byteLength(name) + Buffer.byteLength(text)
  last = { headers, bytes }
  return bytes
}
