import { createHmac } from 'node:crypto'
import { Agent } from 'undici'
import { FeedError, feedError, said } from '../../errors/feed-error.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import type { Clock } from '../../time/clock.ts'
import { type Attempt, retry } from '../../time/retry.ts'
import { retryAfter } from '../../time/retry-after.ts'

/** What is told to people, in one post. */
export interface Posting {
  /** `ALERT/REVISION`: the same in every attempt to tell it. */
  readonly key: string
  /** JSON. */
  readonly body: string
}

/** Where people are told. */
export interface Webhook {
  /**
   * Resolves when it was taken. ALERT_UNDELIVERED: it may be taken later. ALERT_REFUSED: not as it is. Both name the host
   * and never the address.
   */
  post(posting: Posting, signal: AbortSignal): Promise<void>
}

/** The secret that posts are signed with. */
export const webhookSecret = 'canvass-alert-webhook'

export interface WebhookParts {
  readonly address: string
  readonly secrets: Secrets
  readonly clock: Clock
  /** Milliseconds that one attempt may take until it is answered; usually ten seconds. */
  readonly timeout?: number
}

const usualTimeout = 10_000
const attempts = 3
const firstWait = 1_000
const longestWait = 15_000

/** Posts JSON, signed with HMAC-SHA256 over the body where there is a secret. Follows no redirect. */
export function webhookOver({ address, secrets, clock, timeout = usualTimeout }: WebhookParts): Webhook {
  const url = new URL(address)
  return {
    async post(posting, signal) {
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'canvass',
        'idempotency-key': posting.key,
        ...(await signatureOf(posting.body, secrets, signal)),
      }
      const once = (attempt: Attempt): Promise<void> =>
        send({ url, headers, posting, timeout, now: clock.now(), attempt }, signal)
      await retry(once, { clock, signal, attempts, seed: posting.key, firstWait, longestWait })
    },
  }
}

/** `canvass-signature: sha256=…`, in hex. Whoever has no secret gets posts without. */
async function signatureOf(
  body: string,
  secrets: Secrets,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  try {
    const secret = await secrets.get(webhookSecret, signal)
    return { 'canvass-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }
  } catch (error) {
    if (error instanceof FeedError && error.code === 'SECRET_MISSING') return {}
    throw error
  }
}

interface Sending {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly posting: Posting
  readonly timeout: number
  readonly now: Date
  readonly attempt: Attempt
}

/** Over a connection of its own: alerts are rare. What the answer says beside its status is not read. */
async function send(
  { url, headers, posting, timeout, now, attempt }: Sending,
  signal: AbortSignal,
): Promise<void> {
  const { host, origin, pathname, search } = url
  const deadline = AbortSignal.timeout(timeout)
  const undelivered = (reason: string, cause?: unknown): FeedError =>
    feedError('ALERT_UNDELIVERED', { alert: posting.key, host, reason }, { cause })
  const agent = new Agent({ connections: 1, pipelining: 0 })
  try {
    const path = `${pathname}${search}`
    const either = AbortSignal.any([signal, deadline])
    const request = { origin, path, method: 'POST', headers, body: posting.body, signal: either } as const
    const response = await agent.request(request)
    response.body.on('error', () => undefined)
    const { statusCode: status, headers: answer } = response
    if (status >= 200 && status < 300) return
    if (!isForNow(status)) throw feedError('ALERT_REFUSED', { alert: posting.key, host, status })
    const asked = answer['retry-after']
    const wait = typeof asked === 'string' ? retryAfter(asked, now) : undefined
    if (wait !== undefined) attempt.waitFor(wait)
    throw undelivered(`it answered ${status}`)
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (error instanceof FeedError) throw error
    if (deadline.aborted) throw undelivered(`it did not answer within ${timeout / 1_000} seconds`, error)
    // Whatever stands between here and there: names, connections, TLS, answers that are no HTTP.
    if (error instanceof Error && 'code' in error) throw undelivered(withoutAddress(said(error), url), error)
    throw error
  } finally {
    await agent.destroy()
  }
}

/** May the same post be taken another time? */
const isForNow = (status: number): boolean => status >= 500 || [408, 425, 429].includes(status)

const withoutAddress = (text: string, { href, pathname, search }: URL): string =>
  [href, `${pathname}${search}`]
    .filter((part) => part.length > 1)
    .reduce((rest, part) => rest.replaceAll(part, '…'), text)
