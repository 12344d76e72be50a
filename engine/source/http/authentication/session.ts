import { type Static, Type } from 'typebox'
import { component, type Site } from '../../../component.ts'
import { feedError } from '../../../errors/feed-error.ts'
import { isConfidentialName } from '../../../flow/confidential.ts'
import type { Regex } from '../../../flow/regex.ts'
import { checkedUrl } from '../../http-url.ts'
import { SecretReference } from '../../secret-reference.ts'
import type { Authenticator } from '../authenticator.ts'
import type { Exchange } from '../exchange.ts'
import { patternAt } from '../pattern.ts'
import { readAway } from '../read-away.ts'
import { type Login, logIn, rememberCookies } from '../session-login.ts'

const Url = (description: string) => Type.String({ minLength: 1, maxLength: 2_000, description })
const Fields = (description: string) =>
  Type.Optional(
    Type.Record(
      Type.String({ minLength: 1 }),
      Type.Union([Type.String({ description: 'The value in clear.' }), SecretReference]),
      { minProperties: 1, description },
    ),
  )
const Pattern = (description: string) => Type.String({ minLength: 1, maxLength: 500, description })

const options = Type.Object(
  {
    login: Type.Object(
      {
        url: Url('Where the login is sent to: https://….'),
        form: Fields('The fields of the form, by name: texts, and secrets by name.'),
        json: Fields('The same as a JSON object, for a login that takes one.'),
        page: Type.Optional(
          Url('A page that is opened first, where the form stands: for its cookies, and for carry.'),
        ),
        carry: Type.Optional(
          Type.Record(
            Type.String({ minLength: 1 }),
            Pattern('A regular expression with a group called value: (?<value>…).'),
            {
              minProperties: 1,
              description:
                'Fields that the page hides in its form: by the name of the field, the pattern that finds its value in the page.',
            },
          ),
        ),
      },
      { additionalProperties: false, description: 'What is sent to log in.' },
    ),
    check: Type.Object(
      {
        status: Type.Optional(
          Type.Integer({
            minimum: 200,
            maximum: 499,
            description: 'The status at the end, redirects on the host followed. Default: 200.',
          }),
        ),
        cookie: Type.Optional(
          Type.String({ minLength: 1, description: 'A cookie that only a login that worked sets.' }),
        ),
        body: Type.Optional(
          Pattern(
            'A regular expression that is found in the page after a login that worked, and in no other.',
          ),
        ),
      },
      {
        additionalProperties: false,
        minProperties: 1,
        description:
          'How it is seen that the login worked: all of it must be so. Pages of a failed login often say 200, too.',
      },
    ),
  },
  { additionalProperties: false },
)
type Options = Static<typeof options>

/** One login per poll, and one more where the publisher has forgotten us in the middle of it. */
export const session = component({
  type: 'session',
  summary: 'A login as a person would do it in a browser; its cookies go with the requests of the poll.',
  options,
  create(spec: Options, site): Authenticator {
    const login = loginOf(spec, site)
    return {
      secrets: login.secrets,
      sets: [],
      wrap(inner, context): Exchange {
        let isIn = false
        return async (request, circumstances) => {
          if (!request.trusted) return inner(request, circumstances)
          const wasIn = isIn
          if (!isIn) await logIn(login, inner, context, circumstances)
          isIn = true
          const response = await inner(request, circumstances)
          rememberCookies(response, context)
          if (!wasIn || response.statusCode !== 401) return response
          await readAway(response, circumstances)
          await logIn(login, inner, context, circumstances)
          return inner(request, circumstances)
        }
      },
    }
  },
})

function loginOf({ login, check }: Options, site: Site): Login {
  const { form, json, page, carry } = login
  const unclear = (problem: string, advice: string, path: readonly string[]) =>
    site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position(path) }))
  if ((form === undefined) === (json === undefined))
    unclear(
      form === undefined ? 'The login has no fields' : 'The login has two bodies',
      'Give either form or json, with the fields of the login',
      ['login'],
    )
  if (carry !== undefined && page === undefined)
    unclear('There is no page to carry fields from', 'Give page: the address where the form stands', [
      'login',
      'carry',
    ])
  const fields = form ?? json ?? {}
  for (const [name, field] of Object.entries(fields)) {
    if (typeof field !== 'string' || !isConfidentialName(name)) continue
    const at = site.position(['login', form === undefined ? 'json' : 'form', name])
    site.report(feedError('SPEC_SECRET_IN_CLEAR', { key: name }, { at }))
  }
  return {
    url: checkedUrl(login.url, true, site, ['login', 'url']),
    kind: json === undefined ? 'form' : 'json',
    fields,
    page: page === undefined ? undefined : checkedUrl(page, true, site, ['login', 'page']),
    carry: carriedOf(carry ?? {}, site),
    check: {
      status: check.status,
      cookie: check.cookie,
      body: check.body === undefined ? undefined : patternAt(check.body, site, ['check', 'body']),
    },
    secrets: Object.values(fields).flatMap((field) => (typeof field === 'string' ? [] : [field.secret])),
  }
}

function carriedOf(carry: Readonly<Record<string, string>>, site: Site): ReadonlyMap<string, Regex> {
  const patterns = new Map<string, Regex>()
  for (const [name, source] of Object.entries(carry)) {
    const path = ['login', 'carry', name]
    const pattern = patternAt(source, site, path)
    if (pattern === undefined) continue
    if (!pattern.groups.includes('value')) {
      const problem = 'it has no group called value, (?<value>…)'
      const at = site.position(path)
      site.report(feedError('SOURCE_PATTERN_INVALID', { pattern: source, problem }, { at }))
    }
    patterns.set(name, pattern)
  }
  return patterns
}
