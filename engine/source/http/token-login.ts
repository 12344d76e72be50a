import { FeedError, feedError } from '../../errors/feed-error.ts'
import type { Circumstances } from '../http-failure.ts'
import type { LoginContext } from './authenticator.ts'
import type { Exchange } from './exchange.ts'
import type { Extractor } from './extract.ts'
import { readText } from './read-away.ts'
import { textSecret } from './secret-text.ts'
import type { Field } from './session-login.ts'

/** A login whose answer holds a token. */
export interface TokenLogin {
  readonly url: string
  readonly kind: 'form' | 'json'
  readonly fields: Readonly<Record<string, Field>>
  /** Undefined: a problem of the spec was reported. */
  readonly token: Extractor | undefined
  readonly secrets: readonly string[]
}

const mostBytes = 1_048_576
const passing: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/** Logs in. SOURCE_CREDENTIALS_REFUSED, SOURCE_LOGIN_UNCLEAR; nothing of the answer is repeated, since it may hold a secret. */
export async function tokenFrom(
  { url: origin, kind, fields, token, secrets }: TokenLogin,
  inner: Exchange,
  { secret }: LoginContext,
  given: Circumstances,
): Promise<string> {
  const circumstances = { ...given, origin }
  const values: [string, string][] = []
  // oxlint-disable-next-line no-await-in-loop -- secrets are few, and kept by whoever gives them
  for (const [name, field] of Object.entries(fields))
    values.push([name, typeof field === 'string' ? field : await textSecret(field.secret, secret)])
  const [type, body] =
    kind === 'json'
      ? ['application/json', JSON.stringify(Object.fromEntries(values))]
      : ['application/x-www-form-urlencoded', new URLSearchParams(values).toString()]
  const headers = { accept: '*/*', 'user-agent': 'Canvass/1', 'content-type': type }
  const url = new URL(origin)
  const response = await inner({ method: 'POST', url, headers, body, trusted: true }, circumstances)
  const text = await readText(response, mostBytes, circumstances)
  const { statusCode: status } = response
  if (passing.has(status)) throw feedError('SOURCE_UNAVAILABLE', { origin, status })
  if (status < 200 || status > 299)
    throw feedError('SOURCE_CREDENTIALS_REFUSED', { origin, answer: `HTTP status ${status}`, secrets })
  const found = placeIn(token, { origin, url, status, headers: response.headers, body: Buffer.from(text) })
  if (typeof found === 'string' && /^[!-~]+$/.test(found)) return found
  const problem = `its answer holds no token at ${token?.where ?? 'no place'}`
  throw feedError('SOURCE_LOGIN_UNCLEAR', { origin, problem })
}

function placeIn(token: Extractor | undefined, answer: Parameters<Extractor['find']>[0]): unknown {
  try {
    return token?.find(answer)
  } catch (error) {
    if (error instanceof FeedError) return undefined
    throw error
  }
}
