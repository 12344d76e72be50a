import { FeedError, feedError, said } from '../errors/feed-error.ts'
import type { Archive } from './archive.ts'
import { readBody, writeBody } from './folder-bodies.ts'
import { readCaptures, readRevisions, writeCapture, writeRevision } from './folder-entries.ts'
import { withOwnError } from './own-error.ts'
import { wholeFiles } from './whole-files.ts'

/**
 * The archive's home on one machine: a folder, made with the first write. Everything in it is a whole file: bodies
 * under their hash, compressed; one small file per capture and revision. Several processes may share it.
 */
export function folderArchive(directory: string): Archive {
  const files = wholeFiles(directory)

  /** The system's own errors, as one that says which folder it was. */
  function explained(error: unknown): unknown {
    if (error instanceof FeedError || !isOfTheSystem(error)) return error
    return feedError('ARCHIVE_FAILED', { directory, why: said(error) }, { cause: error })
  }
  async function attempt<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      signal.throwIfAborted()
      return await work()
    } catch (error) {
      throw explained(error)
    }
  }
  async function* attemptEach<T>(signal: AbortSignal, items: () => AsyncIterable<T>): AsyncIterable<T> {
    try {
      signal.throwIfAborted()
      for await (const item of items()) {
        yield item
        signal.throwIfAborted()
      }
    } catch (error) {
      throw explained(error)
    }
  }

  return {
    put: (body, signal) =>
      withOwnError(body, signal, (watched) => attempt(signal, () => writeBody(files, watched, signal))),
    get: (hash, signal) => attemptEach(signal, () => readBody(directory, hash)),
    recordCapture: (feed, capturedAt, capture, signal) =>
      attempt(signal, () => writeCapture(files, feed, { capturedAt, capture })),
    captures: (feed, signal) => attemptEach(signal, () => readCaptures(directory, feed)),
    recordRevision: (feed, revision, changeset, signal) =>
      attempt(signal, () => writeRevision(directory, files, feed, { revision, changeset })),
    revisions: (feed, signal, below = Number.POSITIVE_INFINITY) =>
      attemptEach(signal, () => readRevisions(directory, feed, below)),
  }
}

const isOfTheSystem = (thrown: unknown): boolean => thrown instanceof Error && 'syscall' in thrown
