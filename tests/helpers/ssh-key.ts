import { generateKeyPairSync } from 'node:crypto'
import ssh2 from 'ssh2'
import { fingerprint } from '../../engine/source/fingerprint.ts'

export interface SshKey {
  /** PEM, as OpenSSH and the SSH library read it. */
  readonly private: string
  /** One line, as in `authorized_keys`. */
  readonly public: string
  /** `SHA256:…`. */
  readonly fingerprint: string
}

/**
 * A new key pair; with a passphrase the private half is encrypted. Made by Node: one in some hundred Ed25519 keys of
 * the SSH library's own generator is malformed.
 */
export function sshKey(passphrase?: string): SshKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const form = { type: 'sec1', format: 'pem' } as const
  const parsed = ssh2.utils.parseKey(privateKey.export(form))
  if (parsed instanceof Error) throw parsed
  const bytes = parsed.getPublicSSH()
  const locked = passphrase === undefined ? form : { ...form, cipher: 'aes-256-cbc', passphrase }
  return {
    private: privateKey.export(locked) as string,
    public: `${parsed.type} ${bytes.toString('base64')}`,
    fingerprint: fingerprint(bytes),
  }
}
