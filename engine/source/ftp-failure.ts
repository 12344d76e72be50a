import { FeedError, feedError, said } from '../errors/feed-error.ts'
import { errorCode } from './error-code.ts'
import { isCertificateProblem } from './http-failure.ts'
import { networkReason } from './socket.ts'

export interface FtpCircumstances {
  readonly origin: string
  readonly phase: 'answer' | 'body'
  /** Milliseconds until an answer must be there, or the next piece of a file. */
  readonly timeout: number
  /** Of the poll. */
  readonly signal: AbortSignal
}

/** Turns what the FTP library threw into an error of the catalogue. An unknown error stays what it is: a bug. */
export function ftpFailure(error: unknown, circumstances: FtpCircumstances): unknown {
  const { origin, phase, timeout: milliseconds, signal } = circumstances
  if (signal.aborted) return signal.reason
  if (error instanceof FeedError || !(error instanceof Error)) return error
  const status = replyCode(error)
  if (status !== undefined) return replied(error, status, circumstances)
  const code = errorCode(error)
  if (code !== undefined && isCertificateProblem(code))
    return feedError('SOURCE_CERTIFICATE_REFUSED', { origin, reason: said(error) }, { cause: error })
  const waitedFor = phase === 'body' ? 'more of the file' : 'an answer'
  if (error.message.startsWith('Timeout '))
    return feedError('SOURCE_TIMEOUT', { origin, waitedFor, milliseconds }, { cause: error })
  const reason = reasonOf(error, code)
  if (reason !== undefined) return feedError('SOURCE_UNREACHABLE', { origin, reason }, { cause: error })
  // What the library says of an answer that it can not use has neither a name nor a code of its own.
  if (error.name !== 'Error') return error
  return feedError('SOURCE_FAILED', { origin, reason: quoted(error) }, { cause: error })
}

/** The library tells its own errors apart by their text only. */
function reasonOf(error: Error, code: string | undefined): string | undefined {
  if (/closed|FIN packet|premature close/i.test(error.message) || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return 'the connection was cut'
  if (code?.startsWith('ERR_SSL') === true || code === 'EPROTO') return 'it does not speak TLS properly'
  return code === undefined ? undefined : networkReason(error)
}

/** Replies of RFC 959 §4.2. */
function replied(error: Error, status: number, { origin, phase }: FtpCircumstances): FeedError {
  const where = { cause: error }
  const reason = `the server says ${quoted(error)}`
  if (status === 421) return feedError('SOURCE_UNREACHABLE', { origin, reason }, where)
  if (phase === 'body' && [425, 426, 451].includes(status))
    return feedError('SOURCE_BODY_BROKEN', { origin, reason }, where)
  if (status === 530 || status === 532 || (status === 550 && /denied|permi/i.test(error.message)))
    return feedError('SOURCE_DENIED', { origin }, where)
  if (status === 550 && /regular|plain file|directory$/i.test(error.message.trim()) && phase === 'body')
    return feedError('SOURCE_NOT_A_FILE', { origin }, where)
  if (status === 550) return feedError('SOURCE_MISSING', { origin }, where)
  return feedError('SOURCE_FAILED', { origin, reason }, where)
}

/** What a server says is its own affair: shortened, and with everything written out that a terminal would obey. */
const quoted = (error: Error): string => JSON.stringify(error.message.slice(0, 120))

/** The number of a reply; the library puts it on the error. Undefined: it is no reply. */
export function replyCode(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined
}

/** A reply that says no for good; 421 and its like only say not now. */
export function isRefusal(error: unknown): boolean {
  const status = replyCode(error) ?? 0
  return status >= 500 || status === 430 || status === 332
}
