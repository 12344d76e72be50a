import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { feedError } from '../errors/feed-error.ts'
import type { FeedId, Sha256 } from '../model/ids.ts'
import type { Capture } from '../model/payload.ts'
import { epochMilliseconds, instantText } from '../time/zone.ts'
import { isCode, type WholeFiles } from './whole-files.ts'

/** One small file per entry: what a killed process leaves is a list without the entry, never half an entry. */
export interface CaptureEntry {
  readonly capturedAt: string
  readonly capture: Capture
}
export interface RevisionEntry {
  readonly revision: number
  readonly changeset: Sha256
}

const captureFile = /^\d{8}T\d{6}\.\d{3}Z-([0-9a-f]{64})\.json$/
const revisionFile = /^(\d{16})\.json$/

/** Names sort as the times do. */
export async function writeCapture(files: WholeFiles, feed: FeedId, entry: CaptureEntry): Promise<void> {
  const name = `${sortable(entry.capturedAt)}-${entry.capture.hash}.json`
  await using draft = await files.draft()
  await draft.handle.writeFile(JSON.stringify(entry))
  await draft.replace(join(folderOf(feed, 'captures'), name))
}

/** Oldest first. */
export async function* readCaptures(directory: string, feed: FeedId): AsyncIterable<CaptureEntry> {
  const folder = folderOf(feed, 'captures')
  for (const [name, hash] of await namesIn(join(directory, folder), captureFile)) {
    yield await readEntry<CaptureEntry>(directory, join(folder, name), (entry) => entry.capture.hash === hash)
  }
}

/** A revision is written once: another changeset of the same number is ARCHIVE_CONFLICT, and the first one stays. */
export async function writeRevision(
  directory: string,
  files: WholeFiles,
  feed: FeedId,
  entry: RevisionEntry,
): Promise<void> {
  const name = join(folderOf(feed, 'revisions'), `${String(entry.revision).padStart(16, '0')}.json`)
  await using draft = await files.draft()
  await draft.handle.writeFile(JSON.stringify(entry))
  if (await draft.create(name)) return
  const { revision, changeset: refused } = entry
  const { changeset: known } = await readRevision(directory, name, revision)
  if (known !== refused) throw feedError('ARCHIVE_CONFLICT', { feed, revision, known, refused })
}

/** Newest first. */
export async function* readRevisions(
  directory: string,
  feed: FeedId,
  below: number,
): AsyncIterable<RevisionEntry> {
  const folder = folderOf(feed, 'revisions')
  for (const [name, digits] of (await namesIn(join(directory, folder), revisionFile)).toReversed()) {
    const revision = Number(digits)
    if (revision >= below) continue
    yield await readRevision(directory, join(folder, name), revision)
  }
}

/** Ids of feeds are safe names by construction; what is not would lead out of the archive. */
function folderOf(feed: FeedId, index: 'captures' | 'revisions'): string {
  if (!/^[A-Za-z0-9][\w.-]{0,199}$/.test(feed)) {
    throw feedError('ARCHIVE_NAME_REFUSED', { what: 'feed', name: feed })
  }
  return join('feeds', feed, index)
}

/** `20241106T003000.000Z`: any instant, in as many characters, in UTC. */
function sortable(iso: string): string {
  const instant = epochMilliseconds(iso)
  if (instant === undefined) throw feedError('ARCHIVE_NAME_REFUSED', { what: 'time of capture', name: iso })
  const [whole = '', fraction = ''] = instantText(instant).slice(0, -1).split('.')
  return `${whole.replaceAll(/[-:]/g, '')}.${fraction.padEnd(3, '0')}Z`
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

const readRevision = (directory: string, name: string, revision: number): Promise<RevisionEntry> =>
  readEntry(directory, name, (entry) => entry.revision === revision && /^[0-9a-f]{64}$/.test(entry.changeset))

async function readEntry<Entry>(
  directory: string,
  name: string,
  fits: (entry: Entry) => boolean,
): Promise<Entry> {
  const text = await readFile(join(directory, name), 'utf8')
  try {
    const entry = JSON.parse(text) as Entry
    if (fits(entry)) return entry
  } catch (error) {
    throw feedError('ARCHIVE_ENTRY_DAMAGED', { entry: name }, { cause: error })
  }
  throw feedError('ARCHIVE_ENTRY_DAMAGED', { entry: name })
}
