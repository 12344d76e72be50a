import { Type } from 'typebox'
import { component } from '../../../component.ts'
import { feedError } from '../../../errors/feed-error.ts'
import { SecretReference } from '../../secret-reference.ts'
import type { Authenticator } from '../authenticator.ts'
import { headerSecret, textSecret } from '../secret-text.ts'

/** In an address the key stands on the wire alone: origins, captures and errors have the address without it. */
export const apiKey = component({
  type: 'api_key',
  summary: 'A key that the publisher has given out, in a header or in the query of every address.',
  options: Type.Object(
    {
      header: Type.Optional(
        Type.String({
          pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
          description: 'The header that takes it: X-Api-Key.',
        }),
      ),
      query: Type.Optional(
        Type.String({ minLength: 1, description: 'The parameter of the address that takes it: api_key.' }),
      ),
      value: SecretReference,
    },
    { additionalProperties: false },
  ),
  create({ header, query, value }, site): Authenticator {
    if ((header === undefined) === (query === undefined)) {
      const problem = header === undefined ? 'The key has no place' : 'The key has two places'
      const advice = 'Give either header or query: where the publisher wants to see it'
      site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position() }))
    }
    const name = header?.toLowerCase()
    return {
      secrets: [value.secret],
      sets: name === undefined ? [] : [name],
      wrap:
        (inner, { secret }) =>
        async (request, circumstances) => {
          if (!request.trusted) return inner(request, circumstances)
          if (name !== undefined) {
            const headers = { ...request.headers, [name]: await headerSecret(value.secret, secret) }
            return inner({ ...request, headers }, circumstances)
          }
          const url = withParameter(request.url, query ?? '', await textSecret(value.secret, secret))
          return inner({ ...request, url }, circumstances)
        },
    }
  },
})

/** What stands in the query beside it stays as it is written: some servers compare it letter by letter. */
function withParameter(given: URL, name: string, value: string): URL {
  const url = new URL(given)
  const isOther = (pair: string): boolean => pair !== '' && !new URLSearchParams(pair).has(name)
  const others = url.search.slice(1).split('&').filter(isOther)
  url.search = [...others, `${encodeURIComponent(name)}=${encodeURIComponent(value)}`].join('&')
  return url
}
