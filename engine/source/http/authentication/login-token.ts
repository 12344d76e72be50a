import { type Static, Type } from 'typebox'
import { component, type Path, type Site } from '../../../component.ts'
import { feedError } from '../../../errors/feed-error.ts'
import { isConfidentialName } from '../../../flow/confidential.ts'
import { milliseconds } from '../../../time/duration.ts'
import { duration } from '../../connection-options.ts'
import { checkedUrl } from '../../http-url.ts'
import { SecretReference } from '../../secret-reference.ts'
import type { Authenticator } from '../authenticator.ts'
import type { Exchange } from '../exchange.ts'
import { extractorAt } from '../extract.ts'
import { ExtractKeys } from '../extract-options.ts'
import { readAway } from '../read-away.ts'
import { type TokenLogin, tokenFrom } from '../token-login.ts'

const Fields = (description: string) =>
  Type.Optional(
    Type.Record(
      Type.String({ minLength: 1 }),
      Type.Union([Type.String({ description: 'The value in clear.' }), SecretReference]),
      { minProperties: 1, description },
    ),
  )
const options = Type.Object(
  {
    login: Type.Object(
      {
        url: Type.String({
          minLength: 1,
          maxLength: 2_000,
          description: 'Where the login is sent to: https://….',
        }),
        form: Fields('What is sent as a form, by name: texts, and secrets by name.'),
        json: Fields('The same as a JSON object.'),
      },
      { additionalProperties: false, description: 'What is sent to log in.' },
    ),
    token: Type.Object(
      { json: ExtractKeys.json, text: ExtractKeys.text, header: ExtractKeys.header },
      {
        additionalProperties: false,
        minProperties: 1,
        description: 'Where the token stands in the answer: one of json, text and header.',
      },
    ),
    header: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
        description: 'The header that takes it. Default: Authorization.',
      }),
    ),
    prefix: Type.Optional(
      Type.String({
        pattern: '^[ -~]*$',
        description: 'What stands before it. Default: "Bearer " in Authorization, nothing in another header.',
      }),
    ),
    lasts: duration('How long a token is good for. Default: as long as it is accepted.'),
  },
  { additionalProperties: false },
)
type Options = Static<typeof options>

/** Tokens live in this process and nowhere else. One that is refused is asked for once more, and the request repeated. */
export const loginToken = component({
  type: 'login_token',
  summary: 'A token that a login of the publisher’s own kind gives, with every request.',
  options,
  create(spec: Options, site): Authenticator {
    const login = loginOf(spec, site)
    const header = (spec.header ?? 'Authorization').toLowerCase()
    const prefix = spec.prefix ?? (header === 'authorization' ? 'Bearer ' : '')
    const lasts = spec.lasts === undefined ? Number.POSITIVE_INFINITY : milliseconds(spec.lasts)
    let kept: { readonly token: string; readonly since: number } | undefined
    return {
      secrets: login.secrets,
      sets: [header],
      wrap(inner, context): Exchange {
        let pending: Promise<string> | undefined
        const logIn = async (circumstances: Parameters<Exchange>[1]): Promise<string> => {
          const since = context.clock.elapsed()
          const token = await tokenFrom(login, inner, context, circumstances)
          context.remember(token, 'the token that the login gave')
          kept = { token, since }
          return token
        }
        return async (request, circumstances) => {
          if (!request.trusted) return inner(request, circumstances)
          // Of requests under way at one time one logs in: a new token may end the one before it.
          const tokenBeside = async (refused: string | undefined): Promise<string> => {
            if (kept !== undefined && kept.token !== refused && context.clock.elapsed() - kept.since < lasts)
              return kept.token
            pending ??= logIn(circumstances).finally(() => {
              pending = undefined
            })
            return pending
          }
          const send = (token: string) =>
            inner({ ...request, headers: { ...request.headers, [header]: prefix + token } }, circumstances)
          const before = kept?.token
          const token = await tokenBeside(undefined)
          const response = await send(token)
          // One that we have just been given is refused for good.
          if ((response.statusCode !== 401 && response.statusCode !== 403) || token !== before)
            return response
          await readAway(response, circumstances)
          return send(await tokenBeside(token))
        }
      },
    }
  },
})

function loginOf({ login: { url, form, json }, token }: Options, site: Site): TokenLogin {
  if ((form === undefined) === (json === undefined)) {
    const problem = form === undefined ? 'The login has no fields' : 'The login has two bodies'
    const advice = 'Give either form or json, with the fields of the login'
    site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position(['login']) }))
  }
  const fields = form ?? json ?? {}
  reportSecrets(fields, ['login', form === undefined ? 'json' : 'form'], site)
  return {
    url: checkedUrl(url, true, site, ['login', 'url']),
    kind: json === undefined ? 'form' : 'json',
    fields,
    token: extractorAt(token, site, ['token']),
    secrets: Object.values(fields).flatMap((field) => (typeof field === 'string' ? [] : [field.secret])),
  }
}

function reportSecrets(fields: Readonly<Record<string, unknown>>, path: Path, site: Site): void {
  for (const [name, field] of Object.entries(fields)) {
    if (typeof field !== 'string' || !isConfidentialName(name)) continue
    site.report(feedError('SPEC_SECRET_IN_CLEAR', { key: name }, { at: site.position([...path, name]) }))
  }
}
