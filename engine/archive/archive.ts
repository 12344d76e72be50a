import type { FeedId, Sha256 } from '../model/ids.ts'
import type { Capture } from '../model/payload.ts'

/** Bytes under the name of their SHA-256, and two indexes per feed. Nothing in it is ever changed or removed by the engine. */
export interface Archive {
  /**
   * Resolves when the body is durable. Writing twice is writing once. A body that fails passes its own error on; of a put
   * that fails, is aborted or killed nothing can be read. A piece is read before the next one is asked for, and not kept:
   * who gives it may write the next one over it.
   */
  put(
    body: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<{ readonly sha256: Sha256; readonly bytes: number }>
  /** Fails with ARCHIVE_MISSING, or ARCHIVE_DAMAGED when the bytes are not those of the name. */
  get(hash: Sha256, signal: AbortSignal): AsyncIterable<Uint8Array>
  /** Notes that this capture was taken at that time (ISO 8601 with offset). Durable when it resolves; again is harmless. */
  recordCapture(feed: FeedId, capturedAt: string, capture: Capture, signal: AbortSignal): Promise<void>
  /** Every capture of a feed, held ones too, oldest first. */
  captures(
    feed: FeedId,
    signal: AbortSignal,
  ): AsyncIterable<{ readonly capturedAt: string; readonly capture: Capture }>
  /**
   * Notes a committed changeset under its revision. Again with the same hash is harmless; another hash for a revision is
   * ARCHIVE_CONFLICT, and the first one stays.
   */
  recordRevision(feed: FeedId, revision: number, changeset: Sha256, signal: AbortSignal): Promise<void>
  /** Committed changesets, newest first, from `below` (exclusive) downwards. */
  revisions(
    feed: FeedId,
    signal: AbortSignal,
    below?: number,
  ): AsyncIterable<{ readonly revision: number; readonly changeset: Sha256 }>
}
