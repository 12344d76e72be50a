import { basename } from 'node:path'
import { feedError } from '../errors/feed-error.ts'
import { ahead } from '../flow/ahead.ts'
import { collect } from '../flow/collect.ts'
import type { FeedId } from '../model/ids.ts'
import {
  type CaptureEntry,
  entryText,
  type RevisionEntry,
  readCapture,
  readRevision,
  sameRevision,
} from './entries.ts'
import { captureFile, captureName, indexName } from './names.ts'
import type { Objects } from './s3-objects.ts'
import { textContent } from './spool.ts'

const mostAhead = 16

export async function writeCapture(
  objects: Objects,
  feed: FeedId,
  entry: CaptureEntry,
  signal: AbortSignal,
): Promise<void> {
  await objects.replace(captureName(feed, entry), textContent(entryText(entry)), signal)
}

/** Oldest first. */
export function readCaptures(
  objects: Objects,
  feed: FeedId,
  signal: AbortSignal,
): AsyncIterable<CaptureEntry> {
  const keys = objects.keys(`${indexName(feed, 'captures')}/`, signal)
  return ahead(matching(keys, captureFile), mostAhead, signal, async ([key, hash], until) =>
    readCapture(await text(objects, key, until), key, hash),
  )
}

/** A revision is written once: another changeset of the same number is ARCHIVE_CONFLICT, and the first one stays. */
export async function writeRevision(
  objects: Objects,
  feed: FeedId,
  entry: RevisionEntry,
  signal: AbortSignal,
): Promise<void> {
  const key = revisionKey(feed, entry.revision)
  if (await objects.create(key, textContent(entryText(entry)), signal)) return
  // It may be this very entry, when the answer to a try before was lost.
  sameRevision(feed, readRevision(await text(objects, key, signal), key, entry.revision), entry)
}

/** Newest first. */
export function readRevisions(
  objects: Objects,
  feed: FeedId,
  below: number,
  signal: AbortSignal,
): AsyncIterable<RevisionEntry> {
  const after = below <= Number.MAX_SAFE_INTEGER ? revisionKey(feed, below) : undefined
  const keys = objects.keys(`${indexName(feed, 'revisions')}/`, signal, after)
  return ahead(matching(keys, revisionFile), mostAhead, signal, async ([key, digits], until) =>
    readRevision(await text(objects, key, until), key, Number.MAX_SAFE_INTEGER - Number(digits)),
  )
}

/** S3 lists upwards only: counted down from the largest number, the newest revision comes first. */
const revisionKey = (feed: FeedId, revision: number): string =>
  `${indexName(feed, 'revisions')}/${String(Number.MAX_SAFE_INTEGER - revision).padStart(16, '0')}.json`
const revisionFile = /^(\d{16})\.json$/

/** The keys whose last part fits the pattern, each with what it captures. */
async function* matching(
  keys: AsyncIterable<string>,
  pattern: RegExp,
): AsyncIterable<readonly [key: string, found: string]> {
  for await (const key of keys) {
    const found = pattern.exec(basename(key))?.[1]
    if (found !== undefined) yield [key, found]
  }
}

const mostBytes = 1_000_000

async function text(objects: Objects, key: string, signal: AbortSignal): Promise<string> {
  const damaged = (): never => {
    throw feedError('ARCHIVE_ENTRY_DAMAGED', { entry: key })
  }
  const found = (await objects.open(key, signal)) ?? damaged()
  return Buffer.from(await collect(found, mostBytes, damaged)).toString('utf8')
}
