import { pipeline, Readable, type Transform } from 'node:stream'
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib'
import { feedError } from '../errors/feed-error.ts'
import { firstBytes } from './first-bytes.ts'

type Decoding = (body: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>

const codings: Readonly<Record<string, Decoding>> = {
  gzip: (body) => through(body, createGunzip()),
  'x-gzip': (body) => through(body, createGunzip()),
  br: (body) => through(body, createBrotliDecompress()),
  zstd: (body) => through(body, createZstdDecompress()),
  deflate: inflated,
}
/** What we offer a server in `Accept-Encoding`. */
export const acceptedCodings = 'gzip, br, deflate, zstd'
const mostLayers = 3

/**
 * Undoes the `Content-Encoding` of a body, layer by layer. Damaged data fails while reading with zlib's own error;
 * a coding that is unknown fails here. The caller bounds what comes out.
 */
export function contentDecoded(
  body: AsyncIterable<Uint8Array>,
  encoding: string | undefined,
  origin: string,
): AsyncIterable<Uint8Array> {
  const layers = (encoding ?? '')
    .split(',')
    .map((layer) => layer.trim().toLowerCase())
    .filter((layer) => layer !== '' && layer !== 'identity')
  const decodings = layers.map((layer) => (Object.hasOwn(codings, layer) ? codings[layer] : undefined))
  if (layers.length > mostLayers || decodings.includes(undefined))
    throw feedError('SOURCE_CODING_UNKNOWN', { origin, coding: layers.join(', ') })
  return decodings.reduceRight((inner, decoding) => decoding?.(inner) ?? inner, body)
}

/** "deflate" means zlib's format (RFC 9110 §8.4.1.2), but some servers send the bare stream. The first byte tells. */
async function* inflated(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const { first, all } = await firstBytes(body)
  const zlibFormat = ((first?.[0] ?? 0) & 0x0f) === 8
  yield* through(all, zlibFormat ? createInflate() : createInflateRaw())
}

async function* through(body: AsyncIterable<Uint8Array>, transform: Transform): AsyncIterable<Uint8Array> {
  // The reader of the transform sees every error; the callback is there because a pipeline must have one.
  pipeline(Readable.from(body, { objectMode: false }), transform, () => undefined)
  yield* transform as AsyncIterable<Uint8Array>
}
