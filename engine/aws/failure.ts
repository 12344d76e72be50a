import { FeedError, feedError, said } from '../errors/feed-error.ts'
import type { Service } from './settings.ts'

/** Errors of a call that is wrong in itself: asking again changes nothing. */
const refused: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'ExpiredTokenException',
  'InvalidSignatureException',
  'InvalidAccessKeyId',
  'InvalidBucketName',
  'NoSuchBucket',
  'PermanentRedirect',
  'ResourceNotFoundException',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
  'ValidationException',
  'CredentialsProviderError',
])

/**
 * A call that the SDK gave up on, as an error that says which service and what of it. Coded errors and the reason of an
 * aborted signal pass through. The call may have been carried out.
 */
export function awsFailure(
  thrown: unknown,
  at: { readonly service: Service; readonly call: string; readonly of: string },
  signal?: AbortSignal,
): unknown {
  if (signal?.aborted === true) return signal.reason
  if (thrown instanceof FeedError) return thrown
  const name = thrown instanceof Error ? thrown.name : 'Error'
  const why = `${name}: ${said(thrown).replace(/\.+$/, '')}`
  const details = { ...at, why }
  const code = refused.has(name) || isForbidden(thrown) ? 'AWS_REFUSED' : 'AWS_FAILED'
  return feedError(code, details, { cause: thrown })
}

/** The answer to a HEAD has no body that could name the error. */
const isForbidden = (thrown: unknown): boolean => [401, 403].includes(statusOf(thrown) ?? 0)

/** The HTTP status that a service answered with. Undefined: nothing is known of an answer. */
export function statusOf(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('$metadata' in thrown)) return undefined
  return (thrown.$metadata as { readonly httpStatusCode?: number }).httpStatusCode
}
