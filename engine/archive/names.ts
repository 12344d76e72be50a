import { feedError } from '../errors/feed-error.ts'
import type { FeedId, Sha256 } from '../model/ids.ts'
import { epochMilliseconds, instantText } from '../time/instant.ts'
import type { CaptureEntry } from './entries.ts'

/** Where the body of a hash lies: 256 folders keep each one small. What is no hash is ARCHIVE_MISSING. */
export function bodyName(hash: Sha256): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw feedError('ARCHIVE_MISSING', { hash })
  return `bodies/${hash.slice(0, 2)}/${hash}.zst`
}

/** Where the entries of a feed lie. Ids of feeds are safe names by construction; what is not would lead out of the archive. */
export function indexName(feed: FeedId, index: 'captures' | 'revisions'): string {
  if (!/^[A-Za-z0-9][\w.-]{0,199}$/.test(feed)) {
    throw feedError('ARCHIVE_NAME_REFUSED', { what: 'feed', name: feed })
  }
  return `feeds/${feed}/${index}`
}

/** Names sort as the times do. */
export function captureName(feed: FeedId, { capturedAt, capture }: CaptureEntry): string {
  return `${indexName(feed, 'captures')}/${sortable(capturedAt)}-${capture.hash}.json`
}

/** What a name in the index of captures is like; it captures the hash. */
export const captureFile = /^\d{8}T\d{6}\.\d{3}Z-([0-9a-f]{64})\.json$/

/** `20241106T003000.000Z`: any instant, in as many characters, in UTC. */
function sortable(iso: string): string {
  const instant = epochMilliseconds(iso)
  if (instant === undefined) throw feedError('ARCHIVE_NAME_REFUSED', { what: 'time of capture', name: iso })
  const [whole = '', fraction = ''] = instantText(instant).slice(0, -1).split('.')
  return `${whole.replaceAll(/[-:]/g, '')}.${fraction.padEnd(3, '0')}Z`
}
