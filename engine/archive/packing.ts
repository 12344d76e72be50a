import { createHash, hash as hashOf } from 'node:crypto'
import { pipeline, type Readable } from 'node:stream'
import { pipeline as flow } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress, zstdCompressSync } from 'node:zlib'
import { feedError } from '../errors/feed-error.ts'
import { abortable } from '../flow/abortable.ts'
import type { Sha256 } from '../model/ids.ts'
import { framed } from './framed.ts'
import { isWholeBody, type WholeBody } from './whole-body.ts'

/**
 * The fastest level, with a smaller table of what came before: files of offices and changesets become no smaller by the
 * usual ones, which take twice as long.
 */
const params = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_hashLog]: 13 }
/** Of a piece: with those of zlib's own size as much time goes into handing them over as into the packing. */
const chunkSize = 131_072

/** No piece waits behind another: each is packed before the next is asked for, which may be written over it. */
const oneByOne = { writableHighWaterMark: 1 }

interface Packed {
  readonly sha256: Sha256
  readonly bytes: number
}

/** Streams a body, compressed, to where `keep` puts it. Name and size are those of the body as it was. */
export async function pack(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  keep: (packed: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<Packed> {
  if (isWholeBody(body)) {
    const { pieces, ...packed } = packWhole(body)
    signal.throwIfAborted()
    await keep(piecesOf(pieces))
    signal.throwIfAborted()
    return packed
  }
  const hash = createHash('sha256')
  let bytes = 0
  async function* counted(): AsyncIterable<Uint8Array> {
    for await (const piece of abortable(body, signal)) {
      hash.update(piece)
      bytes += piece.byteLength
      yield piece
    }
  }
  await flow(counted(), createZstdCompress({ params, chunkSize, ...oneByOne }), keep)
  return { sha256: hash.digest('hex') as Sha256, bytes }
}

/** At once: to hand pieces back and forth takes as long as to pack them. What is compressed already is only framed. */
export function packWhole(body: WholeBody): Packed & { readonly pieces: readonly Uint8Array[] } {
  const { whole, sha256 = hashOf('sha256', whole) as Sha256 } = body
  const bytes = whole.byteLength
  const pieces = isGzip(whole)
    ? framed(whole)
    : [zstdCompressSync(whole, { params, chunkSize: mostPacked(bytes) })]
  return { sha256, bytes, pieces }
}

async function* piecesOf(pieces: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* pieces
}

/** RFC 1952: how every member begins. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8

/** What is not to be compressed becomes a little larger: so much at most (ZSTD_COMPRESSBOUND). */
const mostPacked = (bytes: number): number => bytes + (bytes >> 8) + 1_024

/**
 * The body of this hash from what was kept of it, piece by piece. What came is judged after the last piece:
 * ARCHIVE_DAMAGED. An error of the source passes through.
 */
export async function* unpack(packed: Readable, wanted: Sha256): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256')
  const inflated = createZstdDecompress({ chunkSize })
  pipeline(packed, inflated, () => {
    // Errors reach the reader through the loop below.
  })
  try {
    for await (const piece of inflated as AsyncIterable<Uint8Array>) {
      hash.update(piece)
      yield piece
    }
  } catch (error) {
    if (!isZstdError(error)) throw error
    throw feedError('ARCHIVE_DAMAGED', { hash: wanted, found: hash.digest('hex') }, { cause: error })
  }
  const found = hash.digest('hex')
  if (found !== wanted) throw feedError('ARCHIVE_DAMAGED', { hash: wanted, found })
}

const isZstdError = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && /^(ZSTD_|Z_)/.test(String(thrown.code))
