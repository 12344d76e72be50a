import type { Dispatcher } from 'undici'
import { feedError } from '../errors/feed-error.ts'
import type { Cursor } from '../model/payload.ts'
import type { Clock } from '../time/clock.ts'
import { epochMilliseconds } from '../time/instant.ts'
import type { Attempt } from '../time/retry.ts'
import { retryAfter } from '../time/retry-after.ts'
import { deadlineIn } from './deadline.ts'
import { startOf } from './first-bytes.ts'
import { type AnswerRule, mostLooked } from './http/answers.ts'
import type { Exchange, Method } from './http/exchange.ts'
import { decodedBody, filled } from './http-body.ts'
import { type Circumstances, httpFailure, type Timeouts } from './http-failure.ts'
import type { Headers } from './http-headers.ts'
import { type RedirectPolicy, redirectStatuses, redirectTarget, sameHost } from './redirects.ts'
import { validators } from './validators.ts'

export interface HttpRequest {
  /** The address as people may know it: what is asked for, unless `url` says otherwise. */
  readonly origin: string
  readonly url?: URL | undefined
  /** The host that may see our secrets: that of the address, if nothing else is said. */
  readonly home?: URL | undefined
  /** Not said: GET. */
  readonly method?: Method | undefined
  readonly body?: string | undefined
  readonly headers: Headers
  readonly redirects: RedirectPolicy
  readonly timeouts: Timeouts
  readonly cursor: Pick<Cursor, 'etag' | 'lastModified' | 'audited'>
  /** Milliseconds after which "not modified" is no longer believed without a look at the bytes. Undefined: it always is. */
  readonly auditEvery?: number | undefined
  readonly maxBytes: number
  /** Statuses that are answers beside 200. */
  readonly accept?: readonly number[] | undefined
  /** Is an answer without a body one? */
  readonly mayBeEmpty?: boolean | undefined
  readonly exchange: Exchange
  /** Those that speak for us, by name: where to look when the publisher refuses us. */
  readonly secrets?: readonly string[]
  /** The statuses that refuse us. */
  readonly refusals?: ReadonlySet<number>
  /** Of the spec, about answers; none if not said. */
  readonly rules?: readonly AnswerRule[] | undefined
  readonly clock: Clock
  readonly signal: AbortSignal
}
/** Disposing an answer cuts its connection, if the body was not read to its end. */
export type HttpAnswer =
  | { readonly kind: 'unmodified' }
  /** A rule of the spec says that nothing is published yet. */
  | { readonly kind: 'nothing'; readonly because: string }
  | {
      readonly kind: 'payload'
      /** Why a rule of the spec has this answer held. */
      readonly doubt?: string | undefined
      readonly cursor: Pick<Cursor, 'etag' | 'lastModified' | 'audited'>
      /** The server had just said that it had not changed. */
      readonly afterUnmodified?: boolean | undefined
      readonly contentType: string | undefined
      readonly status: number
      readonly headers: Dispatcher.ResponseData['headers']
      /** Where it came from in the end. */
      readonly url: URL
      readonly body: AsyncIterable<Uint8Array>
      discard(): void
    }

const passing: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/** Asks once, following redirects, and waits for the first bytes of the body. Every failure is a SOURCE_* error. */
export async function ask(request: HttpRequest, attempt: Attempt): Promise<HttpAnswer> {
  const { origin, timeouts, signal, clock } = request
  const { signal: deadline, outside } = deadlineIn(timeouts.total, clock)
  const { secrets } = request
  const circumstances: Circumstances = {
    origin,
    phase: 'answer',
    timeouts,
    signal,
    deadline,
    outside,
    secrets,
  }
  const { response, url } = await follow(request, circumstances)
  const { statusCode: status, headers, body: raw } = response
  if (status === 304) {
    await raw.dump()
    if (Object.keys(conditions(request)).length === 0)
      throw feedError('SOURCE_UNASKED_UNMODIFIED', { origin })
    if (!isAuditDue(request)) return { kind: 'unmodified' }
    const bytes = await ask({ ...request, cursor: {} }, attempt)
    return bytes.kind === 'payload' ? { ...bytes, afterUnmodified: true } : bytes
  }
  try {
    const { rule, body } = await judged(response, request, circumstances)
    if (rule?.consequence === 'ignore') {
      raw.destroy()
      return { kind: 'nothing', because: rule.because }
    }
    const isExpected = status === 200 || request.accept?.includes(status) === true
    const isFile = isExpected && rule === undefined
    if (isFile || rule?.consequence === 'hold') {
      return {
        kind: 'payload',
        doubt: rule?.because,
        cursor: {
          ...(status === 200 && versionOf(headers)),
          ...(request.auditEvery !== undefined && { audited: clock.now().toISOString() }),
        },
        contentType: headerOf(headers, 'content-type'),
        status,
        headers,
        url,
        body: isFile && request.mayBeEmpty !== true ? await filled(body, origin) : body,
        discard: () => raw.destroy(),
      }
    }
    const pause = retryAfter(headerOf(headers, 'retry-after') ?? '', clock.now())
    if (pause !== undefined) attempt.waitFor(pause)
    throw refusal(status, rule, request)
  } catch (error) {
    raw.destroy()
    throw error
  }
}

function isAuditDue({ auditEvery, cursor, clock }: HttpRequest): boolean {
  if (auditEvery === undefined) return false
  const since = epochMilliseconds(cursor.audited ?? '')
  return since === undefined || clock.now().getTime() - since >= auditEvery
}

const versionOf = (headers: Dispatcher.ResponseData['headers']) =>
  validators({
    etag: headerOf(headers, 'etag'),
    lastModified: headerOf(headers, 'last-modified'),
    date: headerOf(headers, 'date'),
  })

/** The rule that an answer falls under, and its body: no more of it is looked at than a rule wants to see. */
async function judged(
  response: Dispatcher.ResponseData,
  { rules = [], maxBytes }: HttpRequest,
  circumstances: Circumstances,
): Promise<{ readonly rule: AnswerRule | undefined; readonly body: AsyncIterable<Uint8Array> }> {
  const { statusCode: status, headers } = response
  const body = decodedBody(response, maxBytes, { ...circumstances, phase: 'body' })
  const possible = rules.filter((rule) => rule.fits(status, (name) => allOf(headers, name)))
  if (possible[0]?.fitsBody === undefined) return { rule: possible[0], body }
  const { start, isWhole, all } = await startOf(body, mostLooked)
  const rule = possible.find(({ fitsBody }) => fitsBody?.({ bytes: start, isWhole }) ?? true)
  return { rule, body: all }
}

function refusal(
  status: number,
  rule: AnswerRule | undefined,
  { origin, secrets, refusals }: HttpRequest,
): Error {
  if (rule !== undefined) {
    const { consequence, because } = rule
    const code = consequence === 'retry' ? 'SOURCE_ANSWER_PASSING' : 'SOURCE_ANSWER_REFUSED'
    return feedError(code, { origin, status, because })
  }
  if (secrets !== undefined && refusals?.has(status) === true)
    return feedError('SOURCE_CREDENTIALS_REFUSED', { origin, answer: `HTTP status ${status}`, secrets })
  return feedError(passing.has(status) ? 'SOURCE_UNAVAILABLE' : 'SOURCE_STATUS', { origin, status })
}

async function follow(
  request: HttpRequest,
  circumstances: Circumstances,
): Promise<{ readonly response: Dispatcher.ResponseData; readonly url: URL }> {
  const { origin, redirects: policy, exchange, rules = [] } = request
  const { secret } = request.headers
  let { plain } = request.headers
  const { 'content-type': _type, ...withoutBody } = plain
  const { url: start = new URL(origin) } = request
  const { home = start } = request
  const visited = [start.href]
  let { method = 'GET', body } = request
  for (let url = start; ; visited.push(url.href)) {
    const trusted = sameHost(home, url)
    const headers = { ...plain, ...(trusted && secret), ...conditions(request) }
    const response = await exchange({ method, url, headers, body, trusted }, circumstances)
    const { statusCode: status } = response
    if (!redirectStatuses.has(status) || rules.some((rule) => rule.names(status))) return { response, url }
    await skip(response, circumstances)
    const location = headerOf(response.headers, 'location')
    const target = redirectTarget({ origin, from: url, location, policy, visited })
    if (method !== 'GET' && (status === 303 || (method === 'POST' && status < 303))) {
      method = 'GET'
      body = undefined
      plain = withoutBody
    }
    if (method !== 'GET' && !sameHost(start, target)) {
      const problem = 'what we send is meant for the host of the spec alone'
      const advice = 'Ask the publisher for the address that takes it, and write that into the spec'
      throw feedError('SOURCE_REDIRECT_REFUSED', { origin, to: target.host, problem, advice })
    }
    url = target
  }
}

/** Reads a short body away, so that the connection can be used again. */
async function skip({ body }: Dispatcher.ResponseData, circumstances: Circumstances): Promise<void> {
  try {
    await body.dump({ limit: 16_384, signal: circumstances.deadline })
  } catch (error) {
    throw httpFailure(error, circumstances)
  }
}

/** What makes the request conditional; nothing when we have nothing yet. */
function conditions({ cursor }: HttpRequest): Record<string, string> {
  return {
    ...(cursor.etag !== undefined && { 'if-none-match': cursor.etag }),
    ...(cursor.lastModified !== undefined && { 'if-modified-since': cursor.lastModified }),
  }
}

/** All values of a header as one, as rules see them. */
function allOf(headers: Dispatcher.ResponseData['headers'], name: string): string | undefined {
  const value = headers[name]
  return value === undefined ? undefined : [value].flat().join(', ')
}

/** The first value of a header; an empty one counts as none. */
export function headerOf(headers: Dispatcher.ResponseData['headers'], name: string): string | undefined {
  const value = headers[name]
  const first = typeof value === 'string' ? value : value?.[0]
  return first === '' ? undefined : first
}
