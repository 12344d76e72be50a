import { createHash } from 'node:crypto'

/** The fingerprint of a public key in SSH's own form, as OpenSSH prints it and specs pin it: `SHA256:…`. */
export function fingerprint(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}
