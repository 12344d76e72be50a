import type { Archive } from '../archive/archive.ts'
import type { Change } from '../model/changeset.ts'
import type { Order } from '../model/hold.ts'
import type { FeedId, PlanHash, ResultKey, Sha256 } from '../model/ids.ts'
import { readChangeset } from '../poll/changeset.ts'

/** What a revision said of a result, and on whose word. */
export interface Step {
  readonly revision: number
  readonly capturedAt: string
  readonly plan: PlanHash
  readonly capture: Sha256
  readonly changeset: Sha256
  readonly change: Change
  /** By which figures under doubt were published in that revision. */
  readonly releases: readonly Order[]
}

/** How a result came to be as it was at a revision: every revision that spoke of it, newest first. */
export async function* stepsOf(
  feed: FeedId,
  key: ResultKey,
  revision: number,
  archive: Archive,
  signal: AbortSignal,
): AsyncIterable<Step> {
  let next: number | null = revision
  while (next !== null) {
    const step = await stepAt(feed, key, next, archive, signal)
    if (step === undefined) return
    yield step
    next = step.change.previous
  }
}

async function stepAt(
  feed: FeedId,
  key: ResultKey,
  revision: number,
  archive: Archive,
  signal: AbortSignal,
): Promise<Step | undefined> {
  for await (const entry of archive.revisions(feed, signal, revision + 1)) {
    if (entry.revision !== revision) return undefined
    const changeset = await readChangeset(archive, entry.changeset, signal)
    const change = changeset.changes.find((one) => one.key === key)
    if (change === undefined) return undefined
    const { capturedAt, plan, capture, releases } = changeset
    return { revision, capturedAt, plan, capture, changeset: entry.changeset, change, releases }
  }
  return undefined
}
