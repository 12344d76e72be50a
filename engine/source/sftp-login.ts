import { type Static, Type } from 'typebox'
import type { Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { milliseconds } from '../time/duration.ts'
import { blockedAddresses, isNonPublicAddress } from './address-policy.ts'
import { AllowPrivate, Attempts, duration } from './connection-options.ts'
import { SecretReference } from './secret-reference.ts'
import type { SftpLogin } from './sftp-connection.ts'
import type { FetchContext } from './source.ts'

const Fingerprint = Type.String({
  pattern: '^SHA256:[A-Za-z0-9+/]{43}$',
  description: 'The fingerprint of the host key, as ssh-keygen -l prints it: SHA256:….',
})
/** What a spec says about the way to the server and into it. */
export const LoginOptions = Type.Object({
  host: Type.String({ pattern: '^[A-Za-z0-9.:_-]+$', description: 'The name of the server.' }),
  port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535, description: 'Default: 22.' })),
  user: Type.String({ minLength: 1, description: 'The name of the account.' }),
  password: Type.Optional(SecretReference),
  private_key: Type.Optional(SecretReference),
  passphrase: Type.Optional(SecretReference),
  host_key: Type.Union([Fingerprint, Type.Array(Fingerprint, { minItems: 1 })], {
    description: 'The host key that the publisher has told us; several while it is being renewed.',
  }),
  allow_private: AllowPrivate,
  timeouts: Type.Optional(
    Type.Object(
      {
        connect: duration('For the connection, and again for the login. Default: 15s.'),
        answer: duration('For each answer of the server. Default: 30s.'),
      },
      { additionalProperties: false, description: 'How long to wait for what.' },
    ),
  ),
  retries: Type.Optional(
    Type.Object(
      {
        attempts: Attempts,
      },
      { additionalProperties: false, description: 'Connecting again after passing failures.' },
    ),
  ),
})
type LoginOptions = Static<typeof LoginOptions>

/** The login with the values of its secrets, for one poll. */
export async function loginOf(spec: LoginOptions, context: FetchContext): Promise<SftpLogin> {
  const secret = async (reference: { readonly secret: string } | undefined) =>
    reference === undefined ? undefined : context.secret(reference.secret)
  const key = await secret(spec.private_key)
  const name = spec.private_key?.secret ?? ''
  const { host, port = 22 } = spec
  const detour = context.route?.(host, port)
  return {
    origin: originOf(spec),
    host: detour?.host ?? host,
    port: detour?.port ?? port,
    user: spec.user,
    password: await secret(spec.password),
    privateKey:
      key === undefined ? undefined : { name, text: inLines(key), passphrase: await secret(spec.passphrase) },
    hostKeys: detour?.hostKeys ?? [spec.host_key].flat(),
    blocked: detour === undefined ? blockedAddresses(spec.allow_private) : undefined,
    timeout: milliseconds(spec.timeouts?.connect ?? '15s'),
    signal: context.signal,
  }
}

function originOf({ host, port = 22 }: LoginOptions): string {
  const name = host.includes(':') ? `[${host}]` : host
  return `sftp://${name}${port === 22 ? '' : `:${port}`}`
}

/** A key is a text of several lines, which an environment variable often holds with `\n` written out. */
const inLines = (key: string): string => (key.includes('\n') ? key : key.replaceAll('\\n', '\n'))

/** Reports a login that can not succeed. */
export function checkLogin(
  { host, password, private_key: key, allow_private: allowed }: LoginOptions,
  site: Site,
): void {
  if (password === undefined && key === undefined) {
    const problem = 'The account has neither a password nor a private key'
    const advice = 'Add password: { secret: NAME } or private_key: { secret: NAME }'
    site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position() }))
  }
  if (allowed !== true && isNonPublicAddress(host)) {
    const at = site.position(['host'])
    site.report(feedError('SOURCE_ADDRESS_PRIVATE', { host, address: host }, { at }))
  }
}
