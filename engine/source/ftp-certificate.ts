import type { TLSSocket } from 'node:tls'
import { feedError } from '../errors/feed-error.ts'

export interface Pinned {
  /** `ftps://HOST`, for errors. */
  readonly origin: string
  /** Fingerprints of which one must be shown; empty: whoever made the connection has judged the certificate. */
  readonly certificates: readonly string[]
}

/** Of a connection whose session goes on from an earlier one nothing is shown: that one was checked. */
export function checkCertificate(socket: TLSSocket, { certificates, origin }: Pinned): void {
  if (certificates.length === 0 || socket.isSessionReused()) return
  const seen = socket.getPeerCertificate().fingerprint256 ?? 'none'
  if (certificates.includes(seen)) return
  const reason = `it is ${seen}, and the spec expects ${certificates.join(' or ')}`
  throw feedError('SOURCE_CERTIFICATE_REFUSED', { origin, reason })
}
