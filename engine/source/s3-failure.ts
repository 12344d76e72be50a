import { statusOf } from '../aws/failure.ts'
import { FeedError, feedError, said } from '../errors/feed-error.ts'
import { errorCode } from './error-code.ts'
import { isCertificateProblem } from './http-failure.ts'
import { networkReason } from './socket.ts'

export interface S3Circumstances {
  readonly origin: string
  /** Milliseconds. */
  readonly timeouts: { readonly connect: number; readonly answer: number }
  /** Of the poll. */
  readonly signal: AbortSignal
}

/** Turns what the client of S3 threw into an error of the catalogue. An unknown error stays what it is: a bug. */
export function s3Failure(error: unknown, { origin, timeouts, signal }: S3Circumstances): unknown {
  if (signal.aborted) return signal.reason
  if (error instanceof FeedError || !(error instanceof Error)) return error
  const where = { cause: error }
  const status = statusOf(error)
  if (status !== undefined && status >= 300) return answered(error, status, origin)
  if (error.name === 'TimeoutError')
    return feedError(
      'SOURCE_TIMEOUT',
      { origin, waitedFor: 'an answer', milliseconds: timeouts.answer },
      where,
    )
  if (error.name === 'CredentialsProviderError') return feedError('SOURCE_DENIED', { origin }, where)
  const code = errorCode(error)
  if (code !== undefined && isCertificateProblem(code))
    return feedError('SOURCE_CERTIFICATE_REFUSED', { origin, reason: said(error) }, where)
  // An answer that the client can not read, whatever its status.
  if ('$response' in error || '$metadata' in error)
    return feedError('SOURCE_FAILED', { origin, reason: 'the answer is not what S3 says' }, where)
  if (code === undefined) return error
  return feedError('SOURCE_UNREACHABLE', { origin, reason: networkReason(error) }, where)
}

function answered(error: Error, status: number, origin: string): FeedError {
  const where = { cause: error }
  if (status === 404) return feedError('SOURCE_MISSING', { origin }, where)
  if (status === 401 || status === 403) return feedError('SOURCE_DENIED', { origin }, where)
  if (status === 412) return feedError('SOURCE_CHANGED', { origin }, where)
  if (status === 429 || status >= 500) return feedError('SOURCE_UNAVAILABLE', { origin, status }, where)
  return feedError('SOURCE_STATUS', { origin, status }, where)
}
