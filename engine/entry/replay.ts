import type { Archive } from '../archive/archive.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Log } from '../log/log.ts'
import type { FeedId, Sha256 } from '../model/ids.ts'
import { readChangeset } from '../poll/changeset.ts'
import { messagesOf, publish } from '../poll/publish.ts'

export interface Replayed {
  readonly from: number
  readonly to: number
  readonly changesets: number
  readonly messages: number
}

/**
 * Publishes the archived changesets of a feed again, oldest first, every message under the id it always had: consumers
 * that know it drop it. Needs no lease and stops no poll, because consumers go by the revision and not by the order.
 * Undefined: there is nothing to replay. A gap in the chain is REPLAY_CHAIN_BROKEN, found before anything is published.
 */
export async function replay(
  feed: FeedId,
  from: number,
  { archive, log }: { readonly archive: Archive; readonly log: Log },
  progress: (revision: number) => void,
  signal: AbortSignal,
): Promise<Replayed | undefined> {
  const chain: { readonly revision: number; readonly changeset: Sha256 }[] = []
  for await (const entry of archive.revisions(feed, signal)) {
    if (entry.revision < from) break
    chain.unshift(entry)
  }
  const [first, last] = [chain[0], chain.at(-1)]
  if (first === undefined || last === undefined) return undefined
  await assertChained(feed, chain, archive, signal)
  let messages = 0
  for (const { revision, changeset } of chain) {
    const again = messagesOf(await readChangeset(archive, changeset, signal))
    await publish(log, again, () => signal.throwIfAborted(), signal)
    messages += again.length
    progress(revision)
  }
  return { from: first.revision, to: last.revision, changesets: chain.length, messages }
}

/** Every changeset names the one before it. */
async function assertChained(
  feed: FeedId,
  chain: readonly { readonly revision: number; readonly changeset: Sha256 }[],
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
