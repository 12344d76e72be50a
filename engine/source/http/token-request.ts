import { feedError } from '../../errors/feed-error.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import type { Circumstances } from '../http-failure.ts'
import { basicHeader } from './authentication/basic.ts'
import type { LoginContext } from './authenticator.ts'
import type { Exchange } from './exchange.ts'
import { readAway, readText } from './read-away.ts'
import { textSecret } from './secret-text.ts'

export interface Token {
  readonly access: string
  /** What the service gave us to ask with next time, in place of what the secret holds. */
  readonly refresh: string | undefined
  /** On the clock that never jumps. */
  readonly until: number
}

export interface TokenOptions {
  readonly token_url: string
  readonly client_id: string
  readonly client_secret: { readonly secret: string }
  readonly scope?: string
  readonly audience?: string
  readonly refresh_token?: { readonly secret: string }
  readonly client_in?: 'header' | 'body'
}

/** The words of RFC 6749 §5.2: nothing else of such an answer is repeated. */
const words = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
]
const passing: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])
const credentials: ReadonlySet<unknown> = new Set(['invalid_client', 'invalid_grant', 'unauthorized_client'])

/** Asks for a token (RFC 6749 §4.4, §6). `refresh`: what the service gave us for that the last time. */
export async function requestToken(
  spec: TokenOptions,
  refresh: string | undefined,
  inner: Exchange,
  { secret, clock }: LoginContext,
  given: Circumstances,
): Promise<Token> {
  const circumstances = { ...given, origin: spec.token_url }
  const origin = spec.token_url
  const clientSecret = await textSecret(spec.client_secret.secret, secret)
  const asked = clock.elapsed()
  const form = new URLSearchParams()
  const refreshing = refresh ?? (spec.refresh_token && (await textSecret(spec.refresh_token.secret, secret)))
  form.set('grant_type', refreshing === undefined ? 'client_credentials' : 'refresh_token')
  if (refreshing !== undefined) form.set('refresh_token', refreshing)
  if (spec.scope !== undefined) form.set('scope', spec.scope)
  if (spec.audience !== undefined) form.set('audience', spec.audience)
  const inHeader = spec.client_in !== 'body'
  if (!inHeader) {
    form.set('client_id', spec.client_id)
    form.set('client_secret', clientSecret)
  }
  const response = await inner(
    {
      method: 'POST',
      url: new URL(origin),
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        // Both parts are encoded like values of a form before they are put together (RFC 6749 §2.3.1).
        ...(inHeader && { authorization: basicHeader(encoded(spec.client_id), encoded(clientSecret)) }),
      },
      body: form.toString(),
      trusted: true,
    },
    circumstances,
  )
  const { statusCode: status } = response
  if (passing.has(status)) {
    await readAway(response, circumstances)
    throw feedError('SOURCE_UNAVAILABLE', { origin, status })
  }
  const answer = objectIn(await readText(response, 65_536, circumstances))
  const { access_token: access, expires_in: seconds, refresh_token: next } = answer
  if (status !== 200) {
    const word = words.includes(answer['error'] as string) ? ` (${answer['error'] as string})` : ''
    if (status === 401 || status === 403 || credentials.has(answer['error']))
      throw feedError('SOURCE_CREDENTIALS_REFUSED', {
        origin,
        answer: `HTTP status ${status}${word}`,
        secrets: [spec.client_secret, ...(spec.refresh_token ? [spec.refresh_token] : [])].map(
          (one) => one.secret,
        ),
      })
    throw feedError('SOURCE_LOGIN_UNCLEAR', {
      origin,
      problem: `it gives no token, but HTTP status ${status}${word}`,
    })
  }
  if (typeof access !== 'string' || !/^[!-~]+$/.test(access))
    throw feedError('SOURCE_LOGIN_UNCLEAR', { origin, problem: 'its answer holds no access_token' })
  const lifetime = Number(seconds)
  return {
    access,
    refresh: typeof next === 'string' && refreshing !== undefined ? next : refresh,
    until: lifetime > 0 ? asked + lifetime * 1_000 : Number.POSITIVE_INFINITY,
  }
}

const encoded = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1)

/** Nothing of an answer that is no object is repeated: it may hold a secret. */
function objectIn(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
  } catch {
    return {}
  }
}
