import { type Static, Type } from 'typebox'
import type { Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { milliseconds } from '../time/duration.ts'
import { blockedAddresses, isNonPublicAddress } from './address-policy.ts'
import { AllowPrivate, Attempts, duration } from './connection-options.ts'
import type { FtpLogin } from './ftp-connection.ts'
import { SecretReference } from './secret-reference.ts'
import type { FetchContext } from './source.ts'

const Fingerprint = Type.String({
  pattern: '^[0-9A-F]{2}(:[0-9A-F]{2}){31}$',
  description:
    'The SHA-256 fingerprint of a certificate, as openssl x509 -fingerprint -sha256 prints it: AB:CD:….',
})
/** What a spec says about the way to the server and into it. */
export const FtpLoginOptions = Type.Object({
  host: Type.String({ pattern: '^[A-Za-z0-9.:_-]+$', description: 'The name of the server.' }),
  port: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 65_535, description: 'Default: 21, with tls: implicit 990.' }),
  ),
  user: Type.Optional(
    Type.String({
      pattern: '^[^\\u0000-\\u001f\\u007f]+$',
      description: 'The name of the account. Without it: anonymous.',
    }),
  ),
  password: Type.Optional(SecretReference),
  tls: Type.Optional(
    Type.Enum(['explicit', 'implicit', 'none'], {
      description:
        'How the connection is protected: asked for after connecting (explicit), from the first byte (implicit), or not at all; then everybody on the way can read and change the files. Default: explicit.',
    }),
  ),
  certificate: Type.Optional(
    Type.Union([Fingerprint, Type.Array(Fingerprint, { minItems: 1 })], {
      description:
        'The certificate that the publisher has told us, where no authority vouches for it; several while it is being renewed.',
    }),
  ),
  allow_private: AllowPrivate,
  timeouts: Type.Optional(
    Type.Object(
      {
        connect: duration('For a connection, and again for the login. Default: 15s.'),
        answer: duration('For each answer of the server, and between two pieces of a file. Default: 30s.'),
      },
      { additionalProperties: false, description: 'How long to wait for what.' },
    ),
  ),
  retries: Type.Optional(
    Type.Object(
      { attempts: Attempts },
      { additionalProperties: false, description: 'Connecting again after passing failures.' },
    ),
  ),
})
type FtpLoginOptions = Static<typeof FtpLoginOptions>

/** The login with the value of its secret, for one poll. */
export async function ftpLoginOf(spec: FtpLoginOptions, context: FetchContext): Promise<FtpLogin> {
  const { host, tls = 'explicit', user = 'anonymous', password } = spec
  const usual = tls === 'implicit' ? 990 : 21
  const port = spec.port ?? usual
  const detour = context.route?.(host, port)
  const name = host.includes(':') ? `[${host}]` : host
  return {
    origin: `${tls === 'none' ? 'ftp' : 'ftps'}://${name}${port === usual ? '' : `:${port}`}`,
    host: detour?.host ?? host,
    port: detour?.port ?? port,
    // The certificate must be that of the host which the spec names, wherever it stands.
    name: host,
    user,
    // What anonymous servers ask for is an address to write to, and any text will do.
    password: password === undefined ? 'anonymous@' : await usable(password.secret, context),
    tls: detour?.plain === true ? 'none' : tls,
    certificates: [spec.certificate ?? []].flat(),
    blocked: detour === undefined ? blockedAddresses(spec.allow_private) : undefined,
    timeouts: {
      connect: milliseconds(spec.timeouts?.connect ?? '15s'),
      answer: milliseconds(spec.timeouts?.answer ?? '30s'),
    },
    signal: context.signal,
  }
}

/** A line end in a password would be a command of its own. */
async function usable(name: string, context: FetchContext): Promise<string> {
  const value = await context.secret(name)
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (!/[\0-\x1f\x7f]/.test(value)) return value
  throw feedError('SOURCE_SECRET_UNUSABLE', { name, problem: 'it has line ends or other control characters' })
}

/** Reports a login that can not succeed. */
export function checkFtpLogin(spec: FtpLoginOptions, site: Site): void {
  const { host, user, password, tls, certificate, allow_private: allowed } = spec
  const unclear = (problem: string, advice: string) =>
    site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position() }))
  if (user === undefined && password !== undefined)
    unclear('There is a password and no account', 'Name the account with user, or leave the password out')
  if (user !== undefined && user !== 'anonymous' && password === undefined)
    unclear('The account has no password', 'Add password: { secret: NAME }')
  if (tls === 'none' && certificate !== undefined)
    unclear('A connection without TLS shows no certificate', 'Leave out either certificate or tls: none')
  if (allowed !== true && isNonPublicAddress(host))
    site.report(feedError('SOURCE_ADDRESS_PRIVATE', { host, address: host }, { at: site.position(['host']) }))
}
