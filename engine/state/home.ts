import type { Head } from '../model/head.ts'
import type { FeedId } from '../model/ids.ts'
import type { StateItem } from './layout.ts'

export interface Acquire {
  /** Names this very poll: asking again after a lost answer is granted again. */
  readonly owner: string
  /** Polls of this process that have ended, whether or not they got to giving the lease back: theirs is free. */
  readonly earlier?: readonly string[]
  readonly build: number
  /** ISO 8601, on the clock of who asks. */
  readonly now: string
  readonly until: string
}

/** What must still be true of the head for a write to happen. */
export interface Condition {
  readonly epoch: number
  /** For a reader without a lease: nothing at all was written since. */
  readonly version?: number
  readonly revision?: number
  readonly pending?: Head['pending']
}

/**
 * What a home must be able to do; every rule of the protocol is built on it once, in `store.ts`. Reads are strongly
 * consistent. A call that fails may have been carried out.
 */
export interface StateHome extends AsyncDisposable {
  /** Undefined: the feed was never polled. Here and in every other call: STATE_DAMAGED where its head can not be read. */
  head(feed: FeedId, signal: AbortSignal): Promise<Head | undefined>
  feeds(signal: AbortSignal): AsyncIterable<FeedId>
  /**
   * One atomic step: if the lease is free, has expired or is this owner's, this owner is not the one that has `ended`, and
   * no newer build has polled, then the lease is given, the epoch raised, the build noted. Answers with the head as it is
   * then.
   */
  acquire(
    feed: FeedId,
    ask: Acquire,
    signal: AbortSignal,
  ): Promise<{ readonly granted: boolean; readonly head: Head }>
  /** One atomic step: if the condition holds, the patch is written and the version raised. Undefined: refused. */
  update(feed: FeedId, when: Condition, patch: Partial<Head>, signal: AbortSignal): Promise<Head | undefined>
  /** Only if absent: an item never changes. */
  putItem(item: StateItem, signal: AbortSignal): Promise<void>
  getItem(name: string, signal: AbortSignal): Promise<Uint8Array | undefined>
  itemNames(feed: FeedId, signal: AbortSignal): AsyncIterable<string>
  deleteItem(name: string, signal: AbortSignal): Promise<void>
}

/** The head of a feed that was never polled. */
export const emptyHead: Head = {
  version: 0,
  epoch: 0,
  lease: null,
  build: 0,
  plan: null,
  cursors: {},
  judged: null,
  reopened: false,
  revision: 0,
  items: { base: [], deltas: [], baseBytes: 0, deltaBytes: 0 },
  last: null,
  pending: null,
  holds: [],
  held: null,
  orders: [],
  facts: null,
  failing: null,
  results: 0,
  digests: '0'.repeat(32),
  checkedAt: null,
  changedAt: null,
  statusAt: null,
}
