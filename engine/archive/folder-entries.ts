import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
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
import { isCode, type WholeFiles } from './whole-files.ts'

const revisionFile = /^(\d{16})\.json$/

export async function writeCapture(files: WholeFiles, feed: FeedId, entry: CaptureEntry): Promise<void> {
  const name = captureName(feed, entry)
  await files.replace(name, [Buffer.from(entryText(entry))])
}

/** Oldest first. */
export async function* readCaptures(directory: string, feed: FeedId): AsyncIterable<CaptureEntry> {
  const folder = indexName(feed, 'captures')
  for (const [name, hash] of await namesIn(join(directory, folder), captureFile)) {
    const path = join(folder, name)
    yield readCapture(await readFile(join(directory, path), 'utf8'), path, hash)
  }
}

/** A revision is written once: another changeset of the same number is ARCHIVE_CONFLICT, and the first one stays. */
export async function writeRevision(
  directory: string,
  files: WholeFiles,
  feed: FeedId,
  entry: RevisionEntry,
): Promise<void> {
  const name = join(indexName(feed, 'revisions'), `${String(entry.revision).padStart(16, '0')}.json`)
  if (await files.create(name, [Buffer.from(entryText(entry))])) return
  const archived = readRevision(await readFile(join(directory, name), 'utf8'), name, entry.revision)
  sameRevision(feed, archived, entry)
}

/** Newest first. */
export async function* readRevisions(
  directory: string,
  feed: FeedId,
  below: number,
): AsyncIterable<RevisionEntry> {
  const folder = indexName(feed, 'revisions')
  for (const [name, digits] of (await namesIn(join(directory, folder), revisionFile)).toReversed()) {
    const revision = Number(digits)
    if (revision >= below) continue
    const path = join(folder, name)
    yield readRevision(await readFile(join(directory, path), 'utf8'), path, revision)
  }
}

/** The files of an index in the order of their names, each with what its pattern captures. */
async function namesIn(folder: string, pattern: RegExp): Promise<readonly (readonly [string, string])[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return []
    throw error
  })
  return names
    .toSorted((a, b) => (a < b ? -1 : 1))
    .flatMap((name) => {
      const found = pattern.exec(name)?.[1]
      return found === undefined ? [] : [[name, found] as const]
    })
}
