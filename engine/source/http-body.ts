import type { Dispatcher } from 'undici'
import { feedError } from '../errors/feed-error.ts'
import { limited } from '../flow/collect.ts'
import { contentDecoded } from './content-coding.ts'
import { firstBytes } from './first-bytes.ts'
import { type Circumstances, httpFailure } from './http-failure.ts'

/**
 * The body of an answer without its content coding. Neither what travels nor what comes out of decompression exceeds
 * `maxBytes`; a body that is cut short or damaged fails while it is read.
 */
export function decodedBody(
  response: Pick<Dispatcher.ResponseData, 'headers' | 'body'>,
  maxBytes: number,
  circumstances: Circumstances,
): AsyncIterable<Uint8Array> {
  const { origin } = circumstances
  const tooLarge = (): never => {
    throw feedError('SOURCE_TOO_LARGE', { origin, limit: maxBytes })
  }
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) tooLarge()
  const travelling = limited(response.body as AsyncIterable<Uint8Array>, maxBytes, tooLarge)
  const encoding = [response.headers['content-encoding'] ?? []].flat().join(',')
  const plain = limited(contentDecoded(travelling, encoding, origin), maxBytes, tooLarge)
  return translated(plain, circumstances)
}

/** The same once its first bytes are there. One that is empty fails, too. */
export async function responseBody(
  response: Pick<Dispatcher.ResponseData, 'headers' | 'body'>,
  maxBytes: number,
  circumstances: Circumstances,
): Promise<AsyncIterable<Uint8Array>> {
  try {
    return await filled(decodedBody(response, maxBytes, circumstances), circumstances.origin)
  } catch (error) {
    response.body.destroy()
    throw error
  }
}

/** A body once its first bytes are there; SOURCE_EMPTY where there are none. */
export async function filled(
  body: AsyncIterable<Uint8Array>,
  origin: string,
): Promise<AsyncIterable<Uint8Array>> {
  const { first, all } = await firstBytes(body)
  if (first === undefined) throw feedError('SOURCE_EMPTY', { origin })
  return all
}

async function* translated(
  body: AsyncIterable<Uint8Array>,
  circumstances: Circumstances,
): AsyncIterable<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw httpFailure(error, circumstances)
  }
}
