import { feedError } from '../errors/feed-error.ts'
import type { FeedId, Sha256 } from '../model/ids.ts'
import type { Capture } from '../model/payload.ts'

/** One small file per entry: what a killed process leaves is a list without the entry, never half an entry. */
export interface CaptureEntry {
  readonly capturedAt: string
  readonly capture: Capture
}
export interface RevisionEntry {
  readonly revision: number
  readonly changeset: Sha256
}

/** An entry as it is kept. */
export const entryText = (entry: CaptureEntry | RevisionEntry): string => JSON.stringify(entry)

/** The entry of a capture from its text; `hash` is what its name says. Fails with ARCHIVE_ENTRY_DAMAGED. */
export const readCapture = (text: string, name: string, hash: string): CaptureEntry =>
  readEntry<CaptureEntry>(text, name, (entry) => entry.capture.hash === hash)

/** The entry of a revision from its text; `revision` is what its name says. Fails with ARCHIVE_ENTRY_DAMAGED. */
export const readRevision = (text: string, name: string, revision: number): RevisionEntry =>
  readEntry<RevisionEntry>(
    text,
    name,
    (entry) => entry.revision === revision && /^[0-9a-f]{64}$/.test(entry.changeset),
  )

/** Fails with ARCHIVE_CONFLICT unless what is archived under the revision is what was to be. */
export function sameRevision(feed: FeedId, archived: RevisionEntry, wanted: RevisionEntry): void {
  const { revision, changeset: refused } = wanted
  const { changeset: known } = archived
  if (known !== refused) throw feedError('ARCHIVE_CONFLICT', { feed, revision, known, refused })
}

function readEntry<Entry>(text: string, name: string, fits: (entry: Entry) => boolean): Entry {
  try {
    const entry = JSON.parse(text) as Entry
    if (fits(entry)) return entry
  } catch (error) {
    throw feedError('ARCHIVE_ENTRY_DAMAGED', { entry: name }, { cause: error })
  }
  throw feedError('ARCHIVE_ENTRY_DAMAGED', { entry: name })
}
