import type { Dispatcher } from 'undici'
import { feedError } from '../../errors/feed-error.ts'
import { entities } from '../../flow/entities.ts'
import type { Regex } from '../../flow/regex.ts'
import type { Circumstances } from '../http-failure.ts'
import { headerOf } from '../http-request.ts'
import { redirectStatuses, redirectTarget } from '../redirects.ts'
import type { LoginContext } from './authenticator.ts'
import type { Exchange, Outgoing } from './exchange.ts'
import { readAway, readText } from './read-away.ts'
import { textSecret } from './secret-text.ts'

/** A value of the form: in clear, or a secret. */
export type Field = string | { readonly secret: string }
export interface Login {
  readonly url: string
  readonly kind: 'form' | 'json'
  readonly fields: Readonly<Record<string, Field>>
  /** A page that is opened first, and what its form hides: by the name of a field, a pattern whose group `value` finds it. */
  readonly page: string | undefined
  readonly carry: ReadonlyMap<string, Regex>
  readonly check: {
    readonly status: number | undefined
    readonly cookie: string | undefined
    readonly body: Regex | undefined
  }
  readonly secrets: readonly string[]
}

const mostBytes = 1_048_576
/** Where a pattern is looked for: no page shows only after that whether a login worked. */
const mostCharacters = 65_536

/** Logs in; the cookies are kept by whoever keeps those of the poll. SOURCE_CREDENTIALS_REFUSED where the check says no. */
export async function logIn(
  login: Login,
  inner: Exchange,
  context: LoginContext,
  given: Circumstances,
): Promise<void> {
  const { secret } = context
  const { url: origin, kind, check, secrets } = login
  const circumstances = { ...given, origin }
  const inside: Exchange = async (...asked) => {
    const response = await inner(...asked)
    rememberCookies(response, context)
    return response
  }
  const carried = await carriedFrom(login, inside, given)
  const values: [string, string][] = [...carried]
  for (const [name, field] of Object.entries(login.fields))
    values.push([name, typeof field === 'string' ? field : await textSecret(field.secret, secret)])
  const body =
    kind === 'json' ? JSON.stringify(Object.fromEntries(values)) : new URLSearchParams(values).toString()
  const type = kind === 'json' ? 'application/json' : 'application/x-www-form-urlencoded'
  const { response, cookies } = await sent(
    { method: 'POST', url: new URL(origin), headers: { 'content-type': type }, body, trusted: true },
    inside,
    circumstances,
  )
  const text = (await readText(response, mostBytes, circumstances)).slice(0, mostCharacters)
  const { statusCode: status } = response
  if (status >= 500 || status === 429) throw feedError('SOURCE_UNAVAILABLE', { origin, status })
  const refused = (answer: string) => feedError('SOURCE_CREDENTIALS_REFUSED', { origin, answer, secrets })
  if (status !== (check.status ?? 200)) throw refused(`HTTP status ${status}`)
  if (check.cookie !== undefined && !cookies.has(check.cookie)) throw refused(`no cookie "${check.cookie}"`)
  if (check.body !== undefined && !check.body.test(text))
    throw refused('a page without what check: { body: … } looks for')
}

/** Shorter ones are words: a language, a flag. */
const shortestCookie = 8
/** A token against forged forms is meant to stand in a page. */
const meantForPages = /csrf|xsrf|verification/i

/** From here on nothing that is kept holds the cookies by which we are known. */
export function rememberCookies({ headers }: Dispatcher.ResponseData, context: LoginContext): void {
  for (const text of [headers['set-cookie'] ?? []].flat()) {
    const [, name = '', value = ''] = /^\s*([^=;]+)=\s*"?([^;"]*)/.exec(text) ?? []
    if (value.trim().length < shortestCookie || meantForPages.test(name)) continue
    context.remember(value.trim(), `the cookie "${name.trim()}" of the login`)
  }
}

async function carriedFrom(
  { page, carry }: Login,
  inner: Exchange,
  given: Circumstances,
): Promise<readonly [string, string][]> {
  if (page === undefined) return []
  const circumstances = { ...given, origin: page }
  const asked = { method: 'GET', url: new URL(page), headers: {}, trusted: true } as const
  const { response } = await sent(asked, inner, circumstances)
  const text = await readText(response, mostBytes, circumstances)
  if (response.statusCode !== 200)
    throw feedError(response.statusCode >= 500 ? 'SOURCE_UNAVAILABLE' : 'SOURCE_STATUS', {
      origin: page,
      status: response.statusCode,
    })
  if (carry.size > 0) await entities.load()
  return [...carry].map(([name, pattern]) => {
    const found = pattern.match(text)?.groups['value']
    if (found === undefined) {
      const problem = `the page has nothing that the pattern of carry: { ${name}: … } finds`
      throw feedError('SOURCE_LOGIN_UNCLEAR', { origin: page, problem })
    }
    return [name, entities.use().decodeHTML(found)]
  })
}

/** Follows redirects on the host; the names of all cookies that were set on the way. */
async function sent(
  request: Outgoing,
  inner: Exchange,
  circumstances: Circumstances,
): Promise<{ readonly response: Dispatcher.ResponseData; readonly cookies: ReadonlySet<string> }> {
  const cookies = new Set<string>()
  const visited = [request.url.href]
  let next = request
  for (;;) {
    const headers = { accept: '*/*', 'user-agent': 'Canvass/1', ...next.headers }
    const response = await inner({ ...next, headers }, circumstances)
    for (const text of [response.headers['set-cookie'] ?? []].flat())
      cookies.add(text.split('=', 1)[0]?.trim() ?? '')
    if (!redirectStatuses.has(response.statusCode)) return { response, cookies }
    await readAway(response, circumstances)
    const url = redirectTarget({
      origin: circumstances.origin,
      from: next.url,
      location: headerOf(response.headers, 'location'),
      policy: 'same-host',
      // What is fetched after a login may be the page that it was asked from.
      visited: next.method === 'POST' ? [] : visited,
    })
    visited.push(url.href)
    // What was posted is meant for the address of the spec, and for no other.
    next = { method: 'GET', url, headers: {}, trusted: true }
  }
}
