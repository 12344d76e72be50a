import type { Dispatcher } from 'undici'
import { feedError } from '../errors/feed-error.ts'
import { limited } from '../flow/collect.ts'
import { contentDecoded } from './content-coding.ts'
import { firstBytes } from './first-bytes.ts'
import { type Circumstances, httpFailure } from './http-failure.ts'

/**
 * The body of an answer without its content coding, once its first bytes are there. Neither what travels nor what
 * comes out of decompression exceeds `maxBytes`; a body that is empty, cut short or damaged fails.
 */
export async function responseBody(
  response: Pick<Dispatcher.ResponseData, 'headers' | 'body'>,
  maxBytes: number,
  circumstances: Circumstances,
): Promise<AsyncIterable<Uint8Array>> {
  const { origin } = circumstances
  const tooLarge = (): never => {
    throw feedError('SOURCE_TOO_LARGE', { origin, limit: maxBytes })
  }
  try {
    if (Number(response.headers['content-length'] ?? 0) > maxBytes) tooLarge()
    const travelling = limited(response.body as AsyncIterable<Uint8Array>, maxBytes, tooLarge)
    const encoding = [response.headers['content-encoding'] ?? []].flat().join(',')
    const plain = limited(contentDecoded(travelling, encoding, origin), maxBytes, tooLarge)
    const { first, all } = await firstBytes(translated(plain, circumstances))
    if (first === undefined) throw feedError('SOURCE_EMPTY', { origin })
    return all
  } catch (error) {
    response.body.destroy()
    throw error
  }
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
