import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Message } from '../model/envelope.ts'
import type { Outgoing } from './log.ts'
import { headerBytes } from './message-bytes.ts'

/** Messages as they lie in a row of the log: each as key, id, headers (JSON) and value, in UTF-8, its length before it. */
export interface Packed {
  readonly codec: 'zstd'
  readonly bytes: Uint8Array
}

/**
 * A fast level and a small window: messages of one poll say much the same and become little smaller by more, and to get the
 * memory for more takes as long as the packing. With a checksum: one bit that is another would be other votes.
 */
const params = {
  [constants.ZSTD_c_compressionLevel]: 1,
  [constants.ZSTD_c_windowLog]: 17,
  [constants.ZSTD_c_checksumFlag]: 1,
}
/** Of a buffer while a batch is packed: few batches come to more. */
const packedChunk = 65_536
/** While it is unpacked: it holds several times what is stored of it. */
const unpackedChunk = 1_100_000

const lengthBytes = 4

/** Messages one behind the other, on their way into a batch. */
export interface Gathered {
  bytes: Buffer
  length: number
}

/** Of no message yet. */
export const nothing = (): Gathered => ({ bytes: Buffer.alloc(0), length: 0 })

/** Puts a message behind the others. Answers with its bytes, as `messageBytes` counts them. */
export function putMessage(out: Gathered, { key, id, value, headers }: Outgoing): number {
  const head = headersAsBytes(headers)
  const most = 4 * lengthBytes + head.length + 3 * (key.length + id.length + value.length)
  if (out.length + most > out.bytes.length) makeRoom(out, most)
  const texts = putText(out, key) + putText(out, id)
  putBytes(out, head)
  const valued = typeof value === 'string' ? putText(out, value) : putBytes(out, value)
  return texts + valued + headerBytes(headers)
}

function putText(out: Gathered, text: string): number {
  const length = out.bytes.write(text, out.length + lengthBytes, 'utf8')
  putLength(out, length)
  return length
}

function putBytes(out: Gathered, bytes: Uint8Array): number {
  out.bytes.set(bytes, out.length + lengthBytes)
  putLength(out, bytes.length)
  return bytes.length
}

function putLength(out: Gathered, length: number): void {
  out.length = out.bytes.writeUInt32BE(length, out.length) + length
}

function makeRoom(out: Gathered, more: number): void {
  const grown = Buffer.allocUnsafeSlow(Math.max(2 * out.bytes.length, out.length + more))
  grown.set(out.bytes.subarray(0, out.length))
  out.bytes = grown
}

/** Messages that come together mostly have one and the same. */
let last: { readonly headers: Message['headers']; readonly bytes: Uint8Array } | undefined

function headersAsBytes(headers: Message['headers']): Uint8Array {
  if (last?.headers !== headers) last = { headers, bytes: Buffer.from(JSON.stringify(headers)) }
  return last.bytes
}

/** What was put there so far. */
export function pack({ bytes, length }: Gathered): Packed {
  const all = bytes.subarray(0, length)
  return {
    codec: 'zstd',
    bytes: zstdCompressSync(all, { params, chunkSize: packedChunk, pledgedSrcSize: length }),
  }
}

/** What was packed, in its order. Few messages were once kept as they are: `none`. */
export function unpack(codec: string, packed: Uint8Array): readonly Message[] {
  const bytes =
    codec === 'none' ? Buffer.from(packed) : zstdDecompressSync(packed, { chunkSize: unpackedChunk })
  const messages: Message[] = []
  let before = { text: '', headers: {} as Message['headers'] }
  let at = 0
  const take = (): string => {
    const from = at + lengthBytes
    at = from <= bytes.length ? from + bytes.readUInt32BE(at) : from
    if (at > bytes.length) throw new RangeError('a batch ends within a message')
    return bytes.toString('utf8', from, at)
  }
  while (at < bytes.length) {
    const [key, id, text, value] = [take(), take(), take(), take()]
    // Messages that come together mostly have one and the same.
    if (text !== before.text) before = { text, headers: JSON.parse(text) as Message['headers'] }
    messages.push({ key, id, value, headers: before.headers })
  }
  return messages
}
