import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Type } from 'typebox'
import { component } from '../component.ts'
import { feedError, said } from '../errors/feed-error.ts'
import { limited } from '../flow/collect.ts'
import { lend } from '../flow/lent-bytes.ts'
import type { Payload } from '../model/payload.ts'
import { expected } from './expected.ts'
import type { Unpacker, UnpackLimits } from './unpacker.ts'

/** A gzip body inflated while it is read; it keeps its origin, because gzip names no members. */
export const gzip = component({
  type: 'gzip',
  summary: 'A body compressed with gzip (as a file, not as an HTTP encoding).',
  options: Type.Object({}, { additionalProperties: false, description: 'gzip has no options.' }),
  create: (): Unpacker => ({ unpack }),
})

async function* unpack(payload: Payload, limits: UnpackLimits, signal: AbortSignal): AsyncIterable<Payload> {
  const body = await expected('gzip', payload.body, signal)
  const tooLarge = (): never => {
    throw feedError('UNPACK_TOO_LARGE', { limit: limits.inflatedBytes })
  }
  yield { ...payload, body: limited(inflated(body, signal), limits.inflatedBytes, tooLarge) }
}

/** Of a piece: with those of zlib's own size as much time goes into handing them over as into inflating. */
const chunkSize = 262_144

async function* inflated(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncIterable<Uint8Array> {
  const input = { bytes: 0, zeros: 0 }
  const gunzip = createGunzip({ chunkSize })
  // The callback is needed: without one, pipeline would throw what the loop below sees anyway.
  const stream = pipeline(Readable.from(counted(body, input), { objectMode: false }), gunzip, () => {})
  try {
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      signal.throwIfAborted()
      // A buffer that is full is one that zlib is done with.
      if (piece.byteLength > 0 && piece.byteOffset + piece.byteLength === chunkSize) lend(piece)
      yield piece
    }
  } catch (thrown) {
    throw zlibError(thrown)
  } finally {
    stream.destroy()
  }
  // zlib stops at a zero byte after a member: padding is usual, anything else is not.
  if (input.bytes - gunzip.bytesWritten > input.zeros)
    throw feedError('UNPACK_DAMAGED', { what: 'The gzip data', problem: 'other bytes follow its end' })
}

/** Passes bytes on; `zeros` is how many of the last ones were zero. */
async function* counted(
  body: AsyncIterable<Uint8Array>,
  input: { bytes: number; zeros: number },
): AsyncIterable<Uint8Array> {
  for await (const piece of body) {
    const last = piece.findLastIndex((byte) => byte !== 0)
    input.bytes += piece.byteLength
    input.zeros = last === -1 ? input.zeros + piece.byteLength : piece.byteLength - 1 - last
    yield piece
  }
}

function zlibError(thrown: unknown): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
  if (code === 'Z_BUF_ERROR') return feedError('UNPACK_TRUNCATED', { format: 'gzip' }, { cause: thrown })
  if (typeof code !== 'string' || !code.startsWith('Z_')) return thrown
  return feedError('UNPACK_DAMAGED', { what: 'The gzip data', problem: said(thrown) }, { cause: thrown })
}
