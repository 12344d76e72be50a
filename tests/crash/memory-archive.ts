import { createHash } from 'node:crypto'
import type { Archive } from '../../engine/archive/archive.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import type { FeedId, Sha256 } from '../../engine/model/ids.ts'
import type { Capture } from '../../engine/model/payload.ts'

/**
 * An archive that lasts as long as the test: thousands of nights are played in the time that files would take for
 * hundreds. The folder is killed for real in `killed.test.ts`.
 */
export function memoryArchive(): Archive {
  const bodies = new Map<Sha256, Uint8Array>()
  const captures = new Map<FeedId, { readonly capturedAt: string; readonly capture: Capture }[]>()
  const revisions = new Map<FeedId, Map<number, Sha256>>()
  const revisionsOf = (feed: FeedId): Map<number, Sha256> => {
    const found = revisions.get(feed) ?? new Map<number, Sha256>()
    revisions.set(feed, found)
    return found
  }
  return {
    async put(body) {
      const bytes = Buffer.concat(await Array.fromAsync(body, (piece) => Uint8Array.from(piece)))
      const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256
      bodies.set(sha256, bytes)
      return { sha256, bytes: bytes.byteLength }
    },
    async *get(hash) {
      const bytes = bodies.get(hash)
      if (bytes === undefined) throw feedError('ARCHIVE_MISSING', { hash })
      yield bytes
    },
    async recordCapture(feed, capturedAt, capture) {
      captures.set(feed, [...(captures.get(feed) ?? []), { capturedAt, capture }])
    },
    async *captures(feed) {
      yield* captures.get(feed) ?? []
    },
    async recordRevision(feed, revision, changeset) {
      const known = revisionsOf(feed).get(revision)
      if (known !== undefined && known !== changeset)
        throw feedError('ARCHIVE_CONFLICT', { feed, revision, known, refused: changeset })
      revisionsOf(feed).set(revision, changeset)
    },
    async *revisions(feed, _signal, below = Number.POSITIVE_INFINITY) {
      for (const [revision, changeset] of [...revisionsOf(feed)].toSorted(([one], [other]) => other - one))
        if (revision < below) yield { revision, changeset }
    },
  }
}
