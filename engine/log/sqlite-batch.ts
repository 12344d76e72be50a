import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Message } from '../model/envelope.ts'

/** Messages as they lie in a row of the log: each as key, id, headers (JSON) and value, in UTF-8, its length before it. */
export interface Packed {
  readonly codec: Codec
  readonly bytes: Uint8Array
}
type Codec = 'none' | 'zstd'

/**
 * The fastest level and a small window: messages of one poll say much the same and become no smaller by more, and to get the
 * memory for more takes as long as the packing.
 */
const params = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_windowLog]: 17 }
/** What is shorter is not compressed: to get ready for it takes longer than to write it. */
const fewBytes = 4_096
/** Of a buffer while a batch is packed: few batches come to more. */
const packedChunk = 65_536
/** While it is unpacked: it holds several times what is stored of it. */
const unpackedChunk = 1_100_000

const lengthBytes = 4

/** Where batches are put together, one after the other: memory that is new each time costs as much as what is put there. */
let scratch: Buffer = Buffer.alloc(0)

/** `size`: the bytes of all of them, as `messageBytes` counts them. */
export function pack(messages: readonly Message[], size: number): Packed {
  const headers = headersText()
  const texts = messages.map((message) => headers(message))
  const room = texts.reduce((sum, text) => sum + 3 * text.length + 4 * lengthBytes, size)
  if (room > scratch.length) scratch = Buffer.allocUnsafeSlow(room)
  const bytes = scratch
  let at = 0
  const put = (text: string): void => {
    const length = bytes.write(text, at + lengthBytes, 'utf8')
    bytes.writeUInt32BE(length, at)
    at += lengthBytes + length
  }
  for (const [n, { key, id, value }] of messages.entries()) {
    put(key)
    put(id)
    put(texts[n] as string)
    put(value)
  }
  const all = bytes.subarray(0, at)
  if (at < fewBytes) return { codec: 'none', bytes: Buffer.from(all) }
  return {
    codec: 'zstd',
    bytes: zstdCompressSync(all, { params, chunkSize: packedChunk, pledgedSrcSize: at }),
  }
}

/** What was packed, in its order. */
export function unpack(codec: string, packed: Uint8Array): readonly Message[] {
  const bytes =
    codec === 'zstd' ? zstdDecompressSync(packed, { chunkSize: unpackedChunk }) : Buffer.from(packed)
  const messages: Message[] = []
  let last = { text: '', headers: {} as Message['headers'] }
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
    if (text !== last.text) last = { text, headers: JSON.parse(text) as Message['headers'] }
    messages.push({ key, id, value, headers: last.headers })
  }
  return messages
}

/** The headers as text, which is made once of those that are the same object. */
function headersText(): (message: Message) => string {
  let last: { readonly headers: Message['headers']; readonly text: string } | undefined
  return ({ headers }) => {
    if (last?.headers !== headers) last = { headers, text: JSON.stringify(headers) }
    return last.text
  }
}
