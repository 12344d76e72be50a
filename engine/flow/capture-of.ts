import { createHash } from 'node:crypto'
import type { Sha256 } from '../model/ids.ts'
import type { ArchivedPayload, Capture } from '../model/payload.ts'
import { canonicalJson } from './canonical-json.ts'

/** A capture is known by what came from where, and by nothing else. */
export function captureOf(payloads: readonly ArchivedPayload[]): Capture {
  const covered = payloads.map(({ request, origin, sha256 }) => ({ request, origin, sha256 }))
  const hash = createHash('sha256').update(canonicalJson(covered)).digest('hex') as Sha256
  return { hash, payloads }
}
