import type { Head } from '../model/head.ts'
import type { FeedId } from '../model/ids.ts'
import type { Reached, ResultStore } from '../results/store.ts'
import { epochMilliseconds } from '../time/instant.ts'

/** What a poll has just published is processed within this time, if anybody processes. */
const processingMilliseconds = 60_000

/** The results store does not have all that its feed has published. */
export interface Behind {
  readonly feed: FeedId
  readonly has: Reached
  /** As the feed's head says. */
  readonly published: Reached
  /** It was published so short a while ago that consumers may still be at work. */
  readonly isRecent: boolean
}

/** What the results store lacks of a feed: it is behind, or was lost. Undefined: nothing. */
export async function behindOf(
  feed: FeedId,
  head: Pick<Head, 'revision' | 'results' | 'changedAt' | 'pending'>,
  store: Pick<ResultStore, 'reached'>,
  now: Date,
  signal: AbortSignal,
): Promise<Behind | undefined> {
  const { revision, results, changedAt, pending } = head
  const has = await store.reached(feed, signal)
  // A store that has more than a head that was read before it lacks nothing.
  if (has.revision > revision || (has.revision === revision && has.results === results)) return undefined
  // What is committed and not published yet is the next poll's to publish.
  if (pending !== null && has.revision >= revision - 1) return undefined
  const changed = changedAt === null ? undefined : epochMilliseconds(changedAt)
  const isRecent = changed !== undefined && now.getTime() - changed < processingMilliseconds
  return { feed, has, published: { revision, results }, isRecent: isRecent && has.revision > 0 }
}
