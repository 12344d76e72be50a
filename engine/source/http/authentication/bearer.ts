import { Type } from 'typebox'
import { component } from '../../../component.ts'
import { SecretReference } from '../../secret-reference.ts'
import type { Authenticator } from '../authenticator.ts'
import { headerSecret } from '../secret-text.ts'

export const bearer = component({
  type: 'bearer',
  summary: 'A token that the publisher has given out, with every request (RFC 6750).',
  options: Type.Object({ token: SecretReference }, { additionalProperties: false }),
  create({ token }): Authenticator {
    return {
      secrets: [token.secret],
      sets: ['authorization'],
      wrap:
        (inner, { secret }) =>
        async (request, circumstances) => {
          if (!request.trusted) return inner(request, circumstances)
          const authorization = `Bearer ${await headerSecret(token.secret, secret)}`
          return inner({ ...request, headers: { ...request.headers, authorization } }, circumstances)
        },
    }
  },
})
