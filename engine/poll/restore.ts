import type { Archive } from '../archive/archive.ts'
import { figuresAfter } from '../diff/figures.ts'
import type { FeedId, ResultKey, Sha256 } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'
import { readChangeset } from './changeset.ts'

/** Where the feed stands, by the state or, after the state was restored from a backup, by the archive. */
export interface Standing {
  readonly state: ReadonlyMap<ResultKey, Figures>
  readonly revision: number
  readonly last: Sha256 | null
  readonly restored: boolean
}

/** Does the archive know a later revision than the head? Then the table was restored to a point in time. */
export async function isBehind(
  archive: Archive,
  feed: FeedId,
  head: { readonly revision: number },
  signal: AbortSignal,
): Promise<boolean> {
  for await (const { revision } of archive.revisions(feed, signal)) return revision > head.revision
  return false
}

/**
 * The archive knows every committed revision. Where it knows more than the head, the table was restored to a point in
 * time: the revisions that consumers have seen since are folded in, and the numbers go on from the highest.
 */
export async function standing(
  archive: Archive,
  feed: FeedId,
  head: { readonly revision: number; readonly last: Sha256 | null },
  state: ReadonlyMap<ResultKey, Figures>,
  signal: AbortSignal,
): Promise<Standing> {
  const newer: { readonly revision: number; readonly changeset: Sha256 }[] = []
  for await (const entry of archive.revisions(feed, signal)) {
    if (entry.revision <= head.revision) break
    newer.unshift(entry)
  }
  const newest = newer.at(-1)
  if (newest === undefined) return { state, revision: head.revision, last: head.last, restored: false }
  const folded = new Map(state)
  for (const { revision, changeset } of newer) {
    for (const change of (await readChangeset(archive, changeset, signal)).changes) {
      folded.set(change.key, figuresAfter(change, revision))
    }
  }
  return { state: folded, revision: newest.revision, last: newest.changeset, restored: true }
}
