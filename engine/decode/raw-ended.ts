import { feedError } from '../errors/feed-error.ts'
import type { Regex } from '../flow/regex.ts'
import type { Decoder } from './decoder.ts'
import { type Encoding, schemeOf } from './encodings.ts'
import { firstLineOf } from './ended.ts'
import type { RawBatch } from './raw-rows.ts'
import { afterMark } from './text.ts'

type Offered = Pick<Decoder, 'rawRows'>
type Body = AsyncIterable<Uint8Array>

/** Raw rows of a body that must end as a spec says, or that say how it ends where it says nothing. */
export const withEnd = (offered: Offered, encoding: Encoding, last: Regex | undefined): Offered =>
  last ? rawEnded(offered, encoding, last) : tellingEnd(offered)

/** Raw rows that say, once all were read, whether a line end is behind the last one. */
function tellingEnd({ rawRows }: Offered): Offered {
  if (rawRows === undefined) return {}
  return {
    async rawRows(payload, limits, seed, signal) {
      let isOpen = false
      async function* watched(body: Body): Body {
        for await (const piece of body) {
          isOpen = isOpenAfter(piece) ?? isOpen
          yield piece
        }
      }
      const raw = await rawRows({ ...payload, body: watched(payload.body) }, limits, seed, signal)
      return { ...raw, isOpen: () => isOpen }
    },
  }
}

/** Raw rows of a body that must end in such a line, seen after all of them. */
export function rawEnded({ rawRows }: Offered, encoding: Encoding, pattern: Regex): Offered {
  if (rawRows === undefined) return {}
  return {
    async rawRows(payload, limits, seed, signal) {
      let tail: Buffer = Buffer.alloc(0)
      let size = 0
      async function* watched(body: Body): Body {
        for await (const piece of body) {
          size += piece.byteLength
          tail = fromLastLine(tail, piece)
          yield piece
        }
      }
      async function* checked(batches: AsyncIterable<RawBatch>): AsyncIterable<RawBatch> {
        yield* batches
        // Where the last line is the first one, too, a byte order mark is before it.
        const { scheme, bytes } =
          tail.byteLength === size ? afterMark(tail, encoding) : { scheme: schemeOf(encoding), bytes: tail }
        const line = firstLineOf(scheme.text(bytes))
        // Blanks that are not of ASCII: the last line is one before.
        if (line.trim() === '' || !pattern.test(line))
          throw feedError('DECODE_TRAILER_MISSING', { pattern: pattern.source, line })
      }
      const raw = await rawRows({ ...payload, body: watched(payload.body) }, limits, seed, signal)
      return {
        ...raw,
        read(last, room) {
          const reading = raw.read(last, room)
          return { ...reading, batches: checked(reading.batches) }
        },
      }
    },
  }
}

const feed = 10
const carriage = 13

/** Does something stand behind the last line end of a piece? Undefined: it is nothing but blanks. */
function isOpenAfter(piece: Uint8Array): boolean | undefined {
  for (let at = piece.length - 1; at >= 0; at--) {
    const byte = piece[at] ?? 0
    if (byte === feed || byte === carriage) return false
    if (!isBlank(byte) && byte !== 0x1a) return true
  }
  return undefined
}

/** What is to be kept of the bytes so far: from where the last line begins that is not blank. */
function fromLastLine(before: Buffer, piece: Uint8Array): Buffer {
  const all = Buffer.concat([before, piece])
  let end = all.length
  while (end > 0 && isBlank(all[end - 1] ?? 0)) end--
  if (end === 0) return all
  const start = Math.max(all.lastIndexOf(feed, end - 1), all.lastIndexOf(carriage, end - 1)) + 1
  return Buffer.from(all.subarray(start))
}

const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13)
