import { randomBytes } from 'node:crypto'
import { component } from '../../../component.ts'
import type { Authenticator } from '../authenticator.ts'
import { challenges } from '../challenge.ts'
import { type DigestChallenge, digestChallenge, digestHeader } from '../digest-answer.ts'
import type { Exchange, Outgoing } from '../exchange.ts'
import { readAway } from '../read-away.ts'
import { textSecret } from '../secret-text.ts'
import { UserOptions } from './basic.ts'

/** A nonce that has grown too old is no refusal. More than so many in a row are. */
const mostNonces = 3

/** The password itself never travels: where a server offers nothing but basic, its answer stays a refusal. */
export const digest = component({
  type: 'digest',
  summary:
    'User and password as an answer to a challenge of the server (RFC 7616: MD5 and SHA-256, qop auth).',
  options: UserOptions,
  create({ user, password }): Authenticator {
    return {
      secrets: [password.secret],
      sets: ['authorization'],
      wrap(inner, { secret }): Exchange {
        /** What each host asked last, and how often that was answered. */
        const asked = new Map<string, { readonly challenge: DigestChallenge; count: number }>()
        const answered = async (request: Outgoing): Promise<Outgoing> => {
          const known = asked.get(request.url.origin)
          if (known === undefined) return request
          known.count += 1
          const authorization = digestHeader(known.challenge, {
            method: request.method,
            uri: request.url.pathname + request.url.search,
            user,
            password: await textSecret(password.secret, secret),
            cnonce: randomBytes(16).toString('hex'),
            count: known.count,
          })
          return { ...request, headers: { ...request.headers, authorization } }
        }
        return async (request, circumstances) => {
          if (!request.trusted) return inner(request, circumstances)
          const { origin } = request.url
          for (let nonces = 0; ; nonces += 1) {
            const refused = asked.get(origin)?.challenge
            const response = await inner(await answered(request), circumstances)
            if (response.statusCode !== 401) return response
            const challenge = digestChallenge(challenges(response.headers['www-authenticate']))
            // The first one is how it begins; a further one is a refusal, unless our nonce was at fault.
            const goesOn = refused === undefined || nonces === 0 || challenge?.stale === true
            if (challenge === undefined || !goesOn || nonces === mostNonces) return response
            if (challenge.nonce === refused?.nonce) return response
            await readAway(response, circumstances)
            asked.set(origin, { challenge, count: 0 })
          }
        }
      },
    }
  },
})
