import { Type } from 'typebox'
import { component } from '../../../component.ts'
import { SecretReference } from '../../secret-reference.ts'
import type { Authenticator } from '../authenticator.ts'
import { textSecret } from '../secret-text.ts'

/** A user as basic and digest know one: no colon in the name (RFC 7617 §2). */
export const UserOptions = Type.Object(
  {
    user: Type.String({
      pattern: '^[^:\\p{Cc}]+$',
      description: 'The name of the account; without a colon.',
    }),
    password: SecretReference,
  },
  { additionalProperties: false },
)

/** RFC 7617, in UTF-8. */
export const basicHeader = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

export const basic = component({
  type: 'basic',
  summary: 'User and password with every request (RFC 7617).',
  options: UserOptions,
  create({ user, password }): Authenticator {
    return {
      secrets: [password.secret],
      sets: ['authorization'],
      wrap:
        (inner, { secret }) =>
        async (request, circumstances) => {
          if (!request.trusted) return inner(request, circumstances)
          const authorization = basicHeader(user, await textSecret(password.secret, secret))
          return inner({ ...request, headers: { ...request.headers, authorization } }, circumstances)
        },
    }
  },
})
