import { awsFailure, statusOf } from '../aws/failure.ts'
import { feedError } from '../errors/feed-error.ts'
import { orAborted } from '../flow/abortable.ts'
import type { Meter } from '../flow/meter.ts'

/** How a service is asked for one secret. */
export interface AwsSecret {
  readonly service: 'secrets-manager' | 'ssm'
  readonly call: string
  /** The name that it has there. */
  readonly of: string
  /** What a person reads who has to put it there. */
  readonly place: string
  /** Names of the service's errors that mean: there is none. */
  readonly missing: readonly string[]
  readonly meter: Meter
}

/**
 * What `work` got from the service, as text. None, an empty one and bytes that are no text are SECRET_MISSING. Nothing
 * that the service sent enters an error but the name and message of an error of its own.
 */
export async function askForSecret(
  name: string,
  { service, call, of, place, missing, meter }: AwsSecret,
  signal: AbortSignal,
  work: () => Promise<string | Uint8Array | undefined>,
): Promise<string> {
  signal.throwIfAborted()
  const value = await orAborted(work(), signal).catch((error: unknown) => {
    if (signal.aborted) throw signal.reason
    if (statusOf(error) !== undefined) meter.count('secrets.reads')
    if (error instanceof Error && missing.includes(error.name)) return null
    throw awsFailure(withoutAnswer(error), { service, call, of })
  })
  if (value !== null) meter.count('secrets.reads')
  const text = value instanceof Uint8Array ? textOf(value) : value
  if (!text) throw feedError('SECRET_MISSING', { name, place })
  return text
}

/**
 * An answer that can not be read is quoted by the error of who tried to, and the secret may be in it: only what the
 * service, the system or the SDK's own limits say is told.
 */
function withoutAnswer(thrown: unknown): Error {
  const { name } = thrown instanceof Error ? thrown : new Error()
  const isSafe = thrown instanceof Error && ('$fault' in thrown || 'code' in thrown || safeNames.has(name))
  const safe = new Error(
    isSafe && !(thrown instanceof SyntaxError) ? thrown.message : 'the answer can not be read',
  )
  return Object.assign(safe, { name, $metadata: { httpStatusCode: statusOf(thrown) } })
}
const safeNames: ReadonlySet<string> = new Set(['TimeoutError', 'CredentialsProviderError'])

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
