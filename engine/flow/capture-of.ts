import { createHash } from 'node:crypto'
import type { Sha256 } from '../model/ids.ts'
import type { ArchivedPayload, Capture, FailedItem } from '../model/payload.ts'
import { canonicalJson } from './canonical-json.ts'

/** A capture is known by what came from where, by what did not come, and by nothing else. */
export function captureOf(payloads: readonly ArchivedPayload[], failed: readonly FailedItem[] = []): Capture {
  const covered = [
    ...payloads.map(({ request, item, origin, carried, doubt, sha256 }) => ({
      request,
      ...(item !== undefined && { item }),
      origin,
      ...(carried !== undefined && { carried }),
      ...(doubt !== undefined && { doubt }),
      sha256,
    })),
    ...failed.map(({ request, item, code }) => ({ request, item, failed: code })),
  ]
  const hash = createHash('sha256').update(canonicalJson(covered)).digest('hex') as Sha256
  return { hash, payloads, ...(failed.length > 0 && { failed }) }
}
