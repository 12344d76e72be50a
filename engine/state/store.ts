import type { Failing, Head, Verdict } from '../model/head.ts'
import type { Hold, Order } from '../model/hold.ts'
import type { FeedId, ResultKey, Sha256 } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'
import type { Acquire } from './home.ts'
import type { Entry } from './layout.ts'

/** A feed that is mine until I give it back or the lease runs out. `head` is as I last read or wrote it. */
export interface Lease {
  readonly feed: FeedId
  readonly epoch: number
  readonly head: Head
}

export type Acquired =
  | { readonly kind: 'lease'; readonly lease: Lease }
  | { readonly kind: 'busy'; readonly until: string }
  | { readonly kind: 'newer-build'; readonly build: number }

/** What a commit makes true, all at once. */
export interface Commit {
  readonly changeset: Sha256
  readonly revision: number
  readonly changed: readonly Entry[]
  /** As it was loaded. Once this is committed it belongs to the store, which may go on from it in place. */
  readonly state: ReadonlyMap<ResultKey, Figures>
  /** The state is not what the items add up to (after a restore): write it whole. */
  readonly rebase?: boolean
  readonly verdict: Verdict
  readonly changedAt: string
}

/** `lost`: somebody else has the feed now, or a person stepped in. Nothing was written. */
export type Written = { readonly kind: 'written'; readonly lease: Lease } | { readonly kind: 'lost' }

/** The rules of DESIGN §5 over any home. */
export interface StateStore extends AsyncDisposable {
  acquire(feed: FeedId, ask: Acquire, signal: AbortSignal): Promise<Acquired>
  /**
   * What stands, tombstones included: as it is now, and unchanged until somebody commits; who looks at it for longer takes a
   * copy. STATE_DAMAGED when an item that the head lists is gone or can not be read.
   */
  load(feed: FeedId, head: Head, signal: AbortSignal): Promise<ReadonlyMap<ResultKey, Figures>>
  /** Items first, then the head. An answer that is lost is looked up: "unknown" never leaves this function. */
  commit(lease: Lease, commit: Commit, signal: AbortSignal): Promise<Written>
  /** A verdict without changes, or a check that found nothing new; the lease is given back in the same write. */
  note(
    lease: Lease,
    patch: Partial<Verdict> & { readonly statusAt?: string },
    signal: AbortSignal,
  ): Promise<Written>
  /** The recovered changeset is in the log; the lease stays, and the status is due. */
  clearPending(lease: Lease, signal: AbortSignal): Promise<Written>
  /** The changeset is in the log: pending cleared and the lease given back in one write. */
  settle(lease: Lease, patch: { readonly statusAt?: string }, signal: AbortSignal): Promise<Written>
  /** Gives the lease back if it is still mine. Never touches `pending`. */
  release(
    lease: Lease,
    patch: { readonly failing?: Failing; readonly statusAt?: string },
    signal: AbortSignal,
  ): Promise<void>
  /** A person's hold. Raises the epoch, which stops a poll in flight, and takes its lease. */
  placeHold(feed: FeedId, hold: Hold, order: Order, signal: AbortSignal): Promise<Head>
  /**
   * A person's release, conditional on the head still having the hold (ORDER_REFUSED); reopens the capture. Only a check's
   * doubt and a person's hold can be released: bytes that no one can read, or a damaged state, stay as they are.
   */
  releaseHold(
    feed: FeedId,
    hold: string,
    said: { readonly who: string; readonly why: string; readonly at: string },
    signal: AbortSignal,
  ): Promise<{ readonly hold: Hold; readonly order: Order }>
  /** As every call for a feed: STATE_DAMAGED when its head can not be read. */
  peek(feed: FeedId, signal: AbortSignal): Promise<Head | undefined>
  /** Items that are gone, though this head lists them, and the newest one too. Reads names only. */
  missing(feed: FeedId, head: Head, signal: AbortSignal): Promise<readonly string[]>
  feeds(signal: AbortSignal): AsyncIterable<FeedId>
  /** Deletes what the head does not list and an older epoch wrote. Under the lease only. */
  sweep(lease: Lease, signal: AbortSignal): Promise<number>
}
