import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls'
import { type Static, Type } from 'typebox'
import type { Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { errorCode } from './error-code.ts'
import { SecretReference } from './secret-reference.ts'

const File = Type.Object(
  { file: Type.String({ minLength: 1, description: 'A file beside the spec, in PEM: office-ca.pem.' }) },
  { additionalProperties: false, description: 'A file beside the spec.' },
)
/** Who we are, and who the server must be, where the usual certificates do not do. */
export const TlsOptions = Type.Object(
  {
    certificate: Type.Optional({
      ...SecretReference,
      description:
        'Our certificate for servers that want one, with those between it and their authority; PEM.',
    }),
    key: Type.Optional({ ...SecretReference, description: 'The private key of our certificate; PEM.' }),
    passphrase: Type.Optional({ ...SecretReference, description: 'What opens the key, where it is locked.' }),
    authority: Type.Optional(
      Type.Union([File, SecretReference], {
        description:
          'The authority that the server must be certified by, in place of those that everybody trusts; PEM, in a file beside the spec or in a secret.',
      }),
    ),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: 'Certificates of our own, and a private authority.',
  },
)
export type TlsOptions = Static<typeof TlsOptions>

export interface TlsIdentity {
  /** The secrets that say who we are, by name. */
  readonly secrets: readonly string[]
  /** Made anew for every poll: certificates are renewed. SOURCE_KEY_UNUSABLE names what to look at. */
  context(secret: (name: string) => Promise<string>): Promise<SecureContext>
}

/** Reports a key without certificate, the other way round, and files that do not lie beside the spec. */
export function tlsIdentity(spec: TlsOptions, site: Site): TlsIdentity {
  const { certificate, key, passphrase, authority } = spec
  if (
    (certificate === undefined) !== (key === undefined) ||
    (passphrase !== undefined && key === undefined)
  ) {
    const missing = key === undefined ? 'key' : 'certificate'
    const problem = `There is no ${missing} under tls`
    const advice = 'Certificate and key belong together: give both, as secrets, or neither'
    site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position() }))
  }
  const file = authority !== undefined && 'file' in authority ? authority.file : undefined
  if (file !== undefined && (isAbsolute(file) || normalize(file).startsWith('..'))) {
    const at = site.position(['authority', 'file'])
    site.report(feedError('SPEC_FILE_OUTSIDE', { file, what: 'certificate of the authority' }, { at }))
  }
  const folder = dirname(site.position()?.file ?? '.')
  const secrets = [certificate, key, passphrase].flatMap((one) => (one === undefined ? [] : [one.secret]))
  return {
    secrets,
    async context(secret) {
      const value = (one: { readonly secret: string } | undefined) =>
        one === undefined ? undefined : secret(one.secret)
      const ca =
        authority === undefined
          ? undefined
          : 'file' in authority
            ? (site.files?.[authority.file] ?? (await readPem(join(folder, authority.file), authority.file)))
            : await secret(authority.secret)
      const named = authority !== undefined && 'secret' in authority ? [authority.secret] : []
      if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----'))
        throw unusable(named, 'there is no PEM in the authority')
      const given: SecureContextOptions = {
        ca,
        cert: await value(certificate),
        key: await value(key),
        passphrase: await value(passphrase),
      }
      try {
        return createSecureContext(given)
      } catch (error) {
        throw unusable([...secrets, ...named], problemOf(error))
      }
    },
  }
}

const unusable = (secrets: readonly string[], problem: string): Error =>
  feedError('SOURCE_KEY_UNUSABLE', { secrets, problem })

/** Never what OpenSSL says in full. */
function problemOf(error: unknown): string {
  const code = errorCode(error) ?? ''
  if (code.includes('KEY_VALUES_MISMATCH')) return 'the key does not belong to the certificate'
  if (/BAD_DECRYPT|INTERRUPTED_OR_CANCELLED|BAD_PASSWORD/.test(code))
    return 'the passphrase does not open the key'
  if (/NO_START_LINE|UNSUPPORTED/.test(code)) return 'there is no PEM'
  return `they can not be read (${code === '' ? 'no reason given' : code})`
}

async function readPem(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw feedError('SOURCE_MISSING', { origin: name }, { cause: error })
  }
}
