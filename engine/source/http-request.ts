import type { Dispatcher } from 'undici'
import { feedError } from '../errors/feed-error.ts'
import type { Cursor } from '../model/payload.ts'
import type { Clock } from '../time/clock.ts'
import type { Attempt } from '../time/retry.ts'
import { retryAfter } from '../time/retry-after.ts'
import { responseBody } from './http-body.ts'
import { type Circumstances, httpFailure, type Timeouts } from './http-failure.ts'
import type { Headers } from './http-headers.ts'
import { type RedirectPolicy, redirectStatuses, redirectTarget, sameHost } from './redirects.ts'
import { validators } from './validators.ts'

export interface HttpRequest {
  readonly origin: string
  readonly headers: Headers
  readonly redirects: RedirectPolicy
  readonly timeouts: Timeouts
  readonly cursor: Pick<Cursor, 'etag' | 'lastModified'>
  readonly maxBytes: number
  readonly dispatcher: Dispatcher
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

const passing: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/** Asks once, following redirects, and waits for the first bytes of the body. Every failure is a SOURCE_* error. */
export async function ask(request: HttpRequest, attempt: Attempt): Promise<HttpAnswer> {
  const { origin, timeouts, signal, clock } = request
  const deadline = AbortSignal.timeout(timeouts.total)
  const circumstances: Circumstances = { origin, phase: 'answer', timeouts, signal, deadline }
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
  throw feedError(passing.has(status) ? 'SOURCE_UNAVAILABLE' : 'SOURCE_STATUS', { origin, status })
}

async function follow(request: HttpRequest, circumstances: Circumstances): Promise<Dispatcher.ResponseData> {
  const { origin, redirects: policy } = request
  const start = new URL(origin)
  const visited = [start.href]
  for (let url = start; ; visited.push(url.href)) {
    const response = await send(url, sameHost(start, url), request, circumstances)
    if (!redirectStatuses.has(response.statusCode)) return response
    await skip(response, circumstances)
    const location = headerOf(response.headers, 'location')
    url = redirectTarget({ origin, from: url, location, policy, visited })
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

async function send(
  url: URL,
  trusted: boolean,
  request: HttpRequest,
  circumstances: Circumstances,
): Promise<Dispatcher.ResponseData> {
  const { plain, secret } = request.headers
  try {
    const response = await request.dispatcher.request({
      method: 'GET',
      origin: url.origin,
      path: url.pathname + url.search,
      headers: { ...plain, ...(trusted && secret), ...conditions(request) },
      signal: AbortSignal.any([circumstances.signal, circumstances.deadline]),
    })
    // A body that is dropped half-read fails; whoever reads it sees the failure, and nobody else needs to.
    response.body.on('error', () => undefined)
    return response
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
