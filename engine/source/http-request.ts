import type { Dispatcher } from 'undici'
import { feedError } from '../errors/feed-error.ts'
import type { Cursor } from '../model/payload.ts'
import type { Clock } from '../time/clock.ts'
import type { Attempt } from '../time/retry.ts'
import { retryAfter } from '../time/retry-after.ts'
import type { Exchange, Method } from './http/exchange.ts'
import { responseBody } from './http-body.ts'
import { type Circumstances, httpFailure, type Timeouts } from './http-failure.ts'
import type { Headers } from './http-headers.ts'
import { type RedirectPolicy, redirectStatuses, redirectTarget, sameHost } from './redirects.ts'
import { validators } from './validators.ts'

export interface HttpRequest {
  readonly origin: string
  /** Not said: GET. */
  readonly method?: Method | undefined
  readonly body?: string | undefined
  readonly headers: Headers
  readonly redirects: RedirectPolicy
  readonly timeouts: Timeouts
  readonly cursor: Pick<Cursor, 'etag' | 'lastModified'>
  readonly maxBytes: number
  readonly exchange: Exchange
  /** Those that speak for us, by name: where to look when the publisher refuses us. */
  readonly secrets?: readonly string[]
  readonly clock: Clock
  readonly signal: AbortSignal
}
/** Disposing an answer cuts its connection, if the body was not read to its end. */
export type HttpAnswer =
  | { readonly kind: 'unmodified' }
  | {
      readonly kind: 'payload'
      readonly cursor: { readonly etag?: string; readonly lastModified?: string }
      readonly contentType: string | undefined
      readonly body: AsyncIterable<Uint8Array>
      discard(): void
    }

/** Of a login; the last two are nginx's word about a certificate of ours, before it turns them into 400. */
const refusals: ReadonlySet<number> = new Set([401, 403, 495, 496])
const passing: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/** Asks once, following redirects, and waits for the first bytes of the body. Every failure is a SOURCE_* error. */
export async function ask(request: HttpRequest, attempt: Attempt): Promise<HttpAnswer> {
  const { origin, timeouts, signal, clock } = request
  const deadline = AbortSignal.timeout(timeouts.total)
  const { secrets } = request
  const circumstances: Circumstances = { origin, phase: 'answer', timeouts, signal, deadline, secrets }
  const response = await follow(request, circumstances)
  const { statusCode: status, headers, body } = response
  if (status === 200) {
    return {
      kind: 'payload',
      cursor: validators({
        etag: headerOf(headers, 'etag'),
        lastModified: headerOf(headers, 'last-modified'),
        date: headerOf(headers, 'date'),
      }),
      contentType: headerOf(headers, 'content-type'),
      body: await responseBody(response, request.maxBytes, { ...circumstances, phase: 'body' }),
      discard: () => body.destroy(),
    }
  }
  if (status === 304) {
    await body.dump()
    if (Object.keys(conditions(request)).length === 0)
      throw feedError('SOURCE_UNASKED_UNMODIFIED', { origin })
    return { kind: 'unmodified' }
  }
  body.destroy()
  const pause = retryAfter(headerOf(headers, 'retry-after') ?? '', clock.now())
  if (pause !== undefined) attempt.waitFor(pause)
  if (secrets !== undefined && secrets.length > 0 && refusals.has(status))
    throw feedError('SOURCE_CREDENTIALS_REFUSED', { origin, answer: `HTTP status ${status}`, secrets })
  throw feedError(passing.has(status) ? 'SOURCE_UNAVAILABLE' : 'SOURCE_STATUS', { origin, status })
}

async function follow(request: HttpRequest, circumstances: Circumstances): Promise<Dispatcher.ResponseData> {
  const { origin, redirects: policy, exchange } = request
  const { plain, secret } = request.headers
  const start = new URL(origin)
  const visited = [start.href]
  let { method = 'GET', body } = request
  for (let url = start; ; visited.push(url.href)) {
    const trusted = sameHost(start, url)
    const headers = { ...plain, ...(trusted && secret), ...conditions(request) }
    const response = await exchange({ method, url, headers, body, trusted }, circumstances)
    const { statusCode: status } = response
    if (!redirectStatuses.has(status)) return response
    await skip(response, circumstances)
    const location = headerOf(response.headers, 'location')
    const target = redirectTarget({ origin, from: url, location, policy, visited })
    if (method !== 'GET' && (status === 303 || (method === 'POST' && status < 303))) {
      method = 'GET'
      body = undefined
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

/** The first value of a header; an empty one counts as none. */
export function headerOf(headers: Dispatcher.ResponseData['headers'], name: string): string | undefined {
  const value = headers[name]
  const first = typeof value === 'string' ? value : value?.[0]
  return first === '' ? undefined : first
}
