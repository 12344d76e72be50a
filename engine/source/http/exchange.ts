import type { Agent, Dispatcher } from 'undici'
import { type Circumstances, httpFailure } from '../http-failure.ts'

export type Method = 'GET' | 'POST' | 'PUT'

/** One message that goes out, exactly as it goes: redirects are messages of their own. */
export interface Outgoing {
  readonly method: Method
  readonly url: URL
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Does it go to the host that the spec names? No other host is shown a secret. */
  readonly trusted: boolean
}

/**
 * Sends a message and gives the answer, whatever its status, with the body unread. Failures are SOURCE_* errors. What
 * stands around the plain sending (a login, cookies, a budget) is a wrapper `(inner: Exchange) => Exchange`, made anew
 * for every poll; one that takes an answer for itself reads its body away.
 */
export type Exchange = (request: Outgoing, circumstances: Circumstances) => Promise<Dispatcher.ResponseData>

/** The innermost exchange: over connections of one poll. */
export function exchangeOver(agent: Pick<Agent, 'request'>): Exchange {
  return async ({ method, url, headers, body }, circumstances) => {
    try {
      const response = await agent.request({
        method,
        origin: url.origin,
        path: url.pathname + url.search,
        headers,
        ...(body !== undefined && { body }),
        signal: AbortSignal.any([circumstances.signal, circumstances.deadline]),
      })
      // A body that is dropped half-read fails; whoever reads it sees the failure, and nobody else needs to.
      response.body.on('error', () => undefined)
      return response
    } catch (error) {
      throw httpFailure(error, circumstances)
    }
  }
}
