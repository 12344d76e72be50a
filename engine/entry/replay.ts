import type { Archive } from '../archive/archive.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Log } from '../log/log.ts'
import type { Head } from '../model/head.ts'
import type { FeedId, Sha256 } from '../model/ids.ts'
import { readChangeset } from '../poll/changeset.ts'
import { messagesOf, publish } from '../poll/publish.ts'

export interface Replayed {
  readonly from: number
  readonly to: number
  readonly changesets: number
  readonly messages: number
  /** A revision that is committed and not archived yet: the next poll publishes it. */
  readonly pending: number | null
}

interface Archived {
  readonly revision: number
  readonly changeset: Sha256
}

/**
 * Publishes the archived changesets of a feed again, oldest first, every message under the id it always had: consumers
 * that know it drop it. Needs no lease and stops no poll, because consumers go by the revision and not by the order.
 * Undefined: there is nothing to replay. What is missing is found before anything is published: in the chain
 * (REPLAY_CHAIN_BROKEN), before it (REPLAY_OLDEST_MISSING), or behind it (REPLAY_NEWEST_MISSING), by what the head had
 * committed when it was read; without a head nobody knows.
 */
export async function replay(
  feed: FeedId,
  { from, head }: { readonly from: number; readonly head: Head | undefined },
  { archive, log }: { readonly archive: Archive; readonly log: Log },
  progress: (revision: number) => void,
  signal: AbortSignal,
): Promise<Replayed | undefined> {
  const chain: Archived[] = []
  let newest: Archived | undefined
  for await (const entry of archive.revisions(feed, signal)) {
    newest ??= entry
    if (entry.revision < from) break
    chain.unshift(entry)
  }
  const pending = assertNewest(feed, newest, head)
  const [first, last] = [chain[0], chain.at(-1)]
  if (first === undefined || last === undefined) return undefined
  if (first.revision !== from)
    throw feedError('REPLAY_OLDEST_MISSING', { feed, from, archived: first.revision })
  await assertChained(feed, chain, archive, signal)
  let messages = 0
  for (const { revision, changeset } of chain) {
    const again = await readChangeset(archive, changeset, signal)
    await publish(log, messagesOf(again), () => signal.throwIfAborted(), signal)
    messages += again.changes.length
    progress(revision)
  }
  return { from: first.revision, to: last.revision, changesets: chain.length, messages, pending }
}

/** The archive reaches as far as the head; only what is pending may still be on its way. Answers with that revision. */
function assertNewest(feed: FeedId, newest: Archived | undefined, head: Head | undefined): number | null {
  const archived = newest?.revision ?? 0
  if (head === undefined || archived >= head.revision) return null
  const isOnItsWay = head.pending !== null && head.pending === head.last && archived === head.revision - 1
  if (isOnItsWay) return head.revision
  throw feedError('REPLAY_NEWEST_MISSING', { feed, revision: head.revision, archived })
}

/** Every changeset names the one before it. */
async function assertChained(
  feed: FeedId,
  chain: readonly Archived[],
  archive: Archive,
  signal: AbortSignal,
): Promise<void> {
  for (const [index, { revision, changeset }] of chain.entries()) {
    const before = chain[index - 1]
    if (before === undefined) continue
    const { predecessor } = await readChangeset(archive, changeset, signal)
    if (predecessor !== before.changeset) {
      throw feedError('REPLAY_CHAIN_BROKEN', { feed, revision, before: before.revision })
    }
  }
}
