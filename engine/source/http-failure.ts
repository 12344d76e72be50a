import { FeedError, feedError, said } from '../errors/feed-error.ts'
import { errorCode } from './error-code.ts'
import { networkReason } from './socket.ts'

/** Milliseconds that one attempt may take. */
export interface Timeouts {
  readonly connect: number
  /** From the request to the headers of the answer. */
  readonly headers: number
  /** Between two pieces of the body. */
  readonly body: number
  /** The whole attempt, body included. */
  readonly total: number
}

export interface Circumstances {
  readonly origin: string
  readonly phase: 'answer' | 'body'
  readonly timeouts: Timeouts
  /** Of the poll. */
  readonly signal: AbortSignal
  /** Of the attempt: aborts when the total time is over. */
  readonly deadline: AbortSignal
  /** Waits without using that time up. */
  readonly outside?: (<T>(waiting: Promise<T>) => Promise<T>) | undefined
  /** The secrets that speak for us, by name. */
  readonly secrets?: readonly string[] | undefined
}

/** Turns what the HTTP library or zlib threw into an error of the catalogue. An unknown error stays what it is: a bug. */
export function httpFailure(error: unknown, circumstances: Circumstances): unknown {
  const { origin, phase, timeouts, signal, deadline } = circumstances
  const timeout = (waitedFor: string, milliseconds: number) =>
    feedError('SOURCE_TIMEOUT', { origin, waitedFor, milliseconds }, { cause: error })

  if (signal.aborted) return signal.reason
  if (error instanceof FeedError) return error
  if (deadline.aborted) return timeout('the whole answer', timeouts.total)
  const code = errorCode(error)
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return timeout('a connection', timeouts.connect)
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return timeout('an answer', timeouts.headers)
  if (code === 'UND_ERR_BODY_TIMEOUT') return timeout('more of the file', timeouts.body)
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || (error instanceof Error && error.name === 'HTTPParserError'))
    return feedError('SOURCE_FAILED', { origin, reason: 'the answer is no proper HTTP' }, { cause: error })
  if (code === undefined || code === 'UND_ERR_INVALID_ARG') return error
  const alert = /^ERR_SSL_\w*ALERT_(\w*(?:CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)\w*)$/.exec(
    code,
  )
  if (alert !== null) {
    const answer = `the TLS alert "${(alert[1] ?? '').toLowerCase().replaceAll('_', ' ')}"`
    const { secrets = [] } = circumstances
    return feedError('SOURCE_CREDENTIALS_REFUSED', { origin, answer, secrets }, { cause: error })
  }
  if (isCertificateProblem(code))
    return feedError('SOURCE_CERTIFICATE_REFUSED', { origin, reason: said(error) }, { cause: error })
  if (phase === 'body')
    return feedError('SOURCE_BODY_BROKEN', { origin, reason: bodyReason(error, code) }, { cause: error })
  return feedError('SOURCE_UNREACHABLE', { origin, reason: networkReason(error) }, { cause: error })
}

/** Of an `errorCode`: is it about who the far side is? */
export const isCertificateProblem = (code: string): boolean =>
  /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|ERR_TLS/.test(code)

function bodyReason(error: unknown, code: string): string {
  if (code === 'Z_BUF_ERROR') return 'the compressed file ends too early'
  if (/^(Z_|ERR_|ZSTD_)/.test(code)) return `it can not be decompressed (${said(error)})`
  return networkReason(error)
}
