import { isWholeBody } from './whole-body.ts'

/**
 * Does the work with a body, and passes the error of the body itself on as it is: a network error of a body that is
 * still being fetched is not the archive's. Once the signal has aborted, what the work came to counts.
 */
export async function withOwnError<T>(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  work: (body: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  const failure: { thrown?: unknown } = {}
  try {
    return await work(isWholeBody(body) ? body : watched(body, failure))
  } catch (error) {
    throw 'thrown' in failure && !signal.aborted ? failure.thrown : error
  }
}

async function* watched(
  body: AsyncIterable<Uint8Array>,
  failure: { thrown?: unknown },
): AsyncIterable<Uint8Array> {
  try {
    yield* body
  } catch (thrown) {
    failure.thrown = thrown
    throw thrown
  }
}
