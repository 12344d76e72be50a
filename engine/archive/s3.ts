import { systemClock } from '../time/system-clock.ts'
import type { Archive } from './archive.ts'
import { withOwnError } from './own-error.ts'
import { readBody, writeBody } from './s3-bodies.ts'
import { readCaptures, readRevisions, writeCapture, writeRevision } from './s3-entries.ts'
import { type BucketOptions, bucketObjects } from './s3-objects.ts'

/**
 * The archive's home in the cloud: a bucket for general purposes, with the names of the folder archive but for those of
 * revisions. What is put is there whole or not at all, and read by everybody from then on; S3 guarantees both.
 */
export function s3Archive({
  clock = systemClock,
  ...options
}: Omit<BucketOptions, 'clock'> & Partial<Pick<BucketOptions, 'clock'>>): Archive {
  const objects = bucketObjects({ ...options, clock })
  return {
    put: (body, signal) => withOwnError(body, signal, (watched) => writeBody(objects, watched, signal)),
    get: (hash, signal) => each(signal, () => readBody(objects, hash, signal)),
    recordCapture: (feed, capturedAt, capture, signal) =>
      writeCapture(objects, feed, { capturedAt, capture }, signal),
    captures: (feed, signal) => each(signal, () => readCaptures(objects, feed, signal)),
    recordRevision: (feed, revision, changeset, signal) =>
      writeRevision(objects, feed, { revision, changeset }, signal),
    revisions: (feed, signal, below = Number.POSITIVE_INFINITY) =>
      each(signal, () => readRevisions(objects, feed, below, signal)),
  }
}

/** What is wrong is said to who asks for the first one; nothing is given once the signal has aborted. */
async function* each<T>(signal: AbortSignal, items: () => AsyncIterable<T>): AsyncIterable<T> {
  signal.throwIfAborted()
  for await (const item of items()) {
    yield item
    signal.throwIfAborted()
  }
}
