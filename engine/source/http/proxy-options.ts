import { type Static, Type } from 'typebox'
import type { Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import { blockedAddresses } from '../address-policy.ts'
import { checkedUrl } from '../http-url.ts'
import type { Proxy } from '../proxy.ts'
import { SecretReference } from '../secret-reference.ts'
import type { Surroundings } from '../source.ts'
import { basicHeader } from './authentication/basic.ts'
import type { LoginContext } from './authenticator.ts'
import { textSecret } from './secret-text.ts'

export const ProxyOptions = Type.Object(
  {
    url: Type.String({
      minLength: 1,
      maxLength: 2_000,
      description: 'Where the proxy is: http://proxy.example:3128.',
    }),
    user: Type.Optional(
      Type.String({ pattern: '^[^:\\p{Cc}]+$', description: 'The name of the account there.' }),
    ),
    password: Type.Optional(SecretReference),
  },
  {
    additionalProperties: false,
    description:
      'A proxy that every connection goes through (CONNECT). It stands before that of the environment.',
  },
)
export type ProxyOptions = Static<typeof ProxyOptions>

/** The name of the secret with the password of the environment's proxy. */
const ofEnvironment = 'canvass-proxy'

/** The proxy of the environment: it may stand anywhere, and its password is a secret like others. */
export function proxyOfEnvironment(
  given: { readonly host: string; readonly port: number; readonly user?: string } | undefined,
): Surroundings['proxy'] {
  if (given === undefined) return undefined
  const { host, port, user } = given
  if (user === undefined) return () => Promise.resolve({ host, port })
  return async (secret) => ({
    host,
    port,
    authorization: basicHeader(user, await textSecret(ofEnvironment, secret)),
    secret: ofEnvironment,
  })
}

/** The proxy of a spec, for one poll; what is wrong with it is reported. */
export function proxyOf(
  { url, user, password }: ProxyOptions,
  allowPrivate: boolean,
  site: Site,
): (context: Pick<LoginContext, 'secret'>) => Promise<Proxy> {
  const checked = URL.parse(checkedUrl(url, allowPrivate, site, ['url']))
  const report = (problem: string, advice: string) =>
    site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position() }))
  if (checked?.protocol === 'https:')
    report('The proxy has an https address', 'Write http://: what goes through it is still encrypted')
  if ((user === undefined) !== (password === undefined))
    report('The proxy has only half a login', 'Give user and password, the password as a secret, or neither')
  return async ({ secret }) => ({
    host: checked?.hostname ?? '',
    port: Number(checked?.port) || 80,
    blocked: blockedAddresses(allowPrivate),
    ...(user !== undefined &&
      password !== undefined && {
        authorization: basicHeader(user, await textSecret(password.secret, secret)),
        secret: password.secret,
      }),
  })
}
