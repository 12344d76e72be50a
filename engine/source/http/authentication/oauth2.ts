import { Type } from 'typebox'
import { component } from '../../../component.ts'
import { checkedUrl } from '../../http-url.ts'
import { SecretReference } from '../../secret-reference.ts'
import type { Authenticator } from '../authenticator.ts'
import type { Exchange } from '../exchange.ts'
import { readAway } from '../read-away.ts'
import { requestToken, type Token } from '../token-request.ts'

const options = Type.Object(
  {
    token_url: Type.String({
      minLength: 1,
      maxLength: 2_000,
      description: 'Where tokens are given out: https://….',
    }),
    client_id: Type.String({ minLength: 1, description: 'The name under which we are known there.' }),
    client_secret: SecretReference,
    scope: Type.Optional(Type.String({ minLength: 1, description: 'What we ask to be allowed; words.' })),
    audience: Type.Optional(
      Type.String({ minLength: 1, description: 'Whom the token is for, where the publisher asks for that.' }),
    ),
    refresh_token: Type.Optional({
      ...SecretReference,
      description:
        'A refresh token that a person has got by logging in, by its name: new tokens are asked for with it.',
    }),
    client_in: Type.Optional(
      Type.Enum(['header', 'body'], {
        description:
          'Where id and secret of the client stand: basic authentication, or the form. Default: header.',
      }),
    ),
  },
  { additionalProperties: false },
)

/** Before a token runs out by its own word: it must still be good when it arrives. */
const marginMilliseconds = 30_000

/** Tokens live in this process as long as they say, and nowhere else. */
export const oauth2 = component({
  type: 'oauth2',
  summary:
    'A token that we ask for ourselves (OAuth 2: client credentials, or a refresh token), with every request.',
  options,
  create(given, site): Authenticator {
    const spec = { ...given, token_url: checkedUrl(given.token_url, true, site, ['token_url']) }
    let kept: Token | undefined
    return {
      secrets: [spec.client_secret.secret, ...(spec.refresh_token ? [spec.refresh_token.secret] : [])],
      sets: ['authorization'],
      wrap(inner, context): Exchange {
        const isGood = ({ until }: Token): boolean => context.clock.elapsed() < until - marginMilliseconds
        return async (request, circumstances) => {
          if (!request.trusted) return inner(request, circumstances)
          const fresh = async (): Promise<Token> => {
            kept = await requestToken(spec, kept?.refresh, inner, context, circumstances)
            context.remember(kept.access, 'the token that we asked for')
            if (kept.refresh !== undefined)
              context.remember(kept.refresh, 'the refresh token that we were given')
            return kept
          }
          const send = ({ access }: Token) => {
            const headers = { ...request.headers, authorization: `Bearer ${access}` }
            return inner({ ...request, headers }, circumstances)
          }
          const wasKept = kept !== undefined && isGood(kept)
          const response = await send(wasKept && kept !== undefined ? kept : await fresh())
          if (response.statusCode !== 401 || !wasKept) return response
          await readAway(response, circumstances)
          return send(await fresh())
        }
      },
    }
  },
})
