import type { Message } from '../model/envelope.ts'

/** Bytes of a message as every log counts them: key, id, value, names and values of headers. */
export function messageBytes({ key, id, value, headers }: Message): number {
  let bytes = Buffer.byteLength(key) + Buffer.byteLength(id) + Buffer.byteLength(value)
  for (const [name, text] of Object.entries(headers))
    bytes += Buffer.byteLength(name) + Buffer.byteLength(text)
  return bytes
}
