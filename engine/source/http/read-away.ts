import type { Dispatcher } from 'undici'
import { FeedError, feedError } from '../../errors/feed-error.ts'
import { collect } from '../../flow/collect.ts'
import { responseBody } from '../http-body.ts'
import { type Circumstances, httpFailure } from '../http-failure.ts'

/** Reads a short body away, so that the connection can be used again; a long one is cut. */
export async function readAway(
  { body }: Pick<Dispatcher.ResponseData, 'body'>,
  circumstances: Circumstances,
): Promise<void> {
  try {
    await body.dump({ limit: 16_384, signal: circumstances.deadline })
  } catch (error) {
    throw httpFailure(error, circumstances)
  }
}

/** A whole body as text, for an answer that is read here and goes no further; more than `maxBytes` is an error. */
export async function readText(
  response: Pick<Dispatcher.ResponseData, 'headers' | 'body'>,
  maxBytes: number,
  circumstances: Circumstances,
): Promise<string> {
  const { origin } = circumstances
  try {
    const body = await responseBody(response, maxBytes, { ...circumstances, phase: 'body' })
    const bytes = await collect(body, maxBytes, () => {
      throw feedError('SOURCE_TOO_LARGE', { origin, limit: maxBytes })
    })
    return Buffer.from(bytes).toString('utf8')
  } catch (error) {
    if (error instanceof FeedError && error.code === 'SOURCE_EMPTY') return ''
    throw error
  }
}
