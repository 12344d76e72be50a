import type { Envelope, FeedStatus } from '../model/envelope.ts'
import type { FeedId, ResultKey } from '../model/ids.ts'
import type { ResultRecord } from '../model/result.ts'

/** What a consumer holds of one key of one feed: the highest revision seen, withdrawals included. */
export interface StoredResult {
  readonly feed: FeedId
  readonly key: ResultKey
  readonly revision: number
  readonly capturedAt: string
  /** Null: withdrawn. The revision stays as a tombstone. */
  readonly record: ResultRecord | null
}

/** What became of one envelope. `same`: do not apply, but finish what follows; a crash may have come between. */
export interface Applied {
  readonly kind: 'applied' | 'same' | 'older'
  /** The revision that the ledger held before. Null: none. */
  readonly held: number | null
  /**
   * Every unit that contains this one, by any revision that was seen or by its own sum, which takes the place of what is
   * withdrawn: these sums may be wrong now. By code points.
   */
  readonly above: readonly string[]
}

/** A live result that lies in a unit. Computed itself where that unit has no own. */
export interface Part {
  readonly record: ResultRecord
  readonly revision: number
  readonly capturedAt: string
}

/** A figure that was computed from others: as new as the newest of them. */
export interface Sum extends Part {
  /** How many units are in it. */
  readonly parts: number
}

/** `version` counts the writes of a sum; zero means that there is none yet. A null sum has no parts any more. */
export interface DerivedResult {
  readonly version: number
  readonly sum: Sum | null
}

export interface SumToWrite {
  readonly key: ResultKey
  /** The version that was read before the parts. */
  readonly from: number
  readonly sum: Sum | null
}

export interface ListedResult extends StoredResult {
  readonly record: ResultRecord
  /** Tells which of two of one key was computed. */
  readonly derived: boolean
  /** How many units are in it, where it was computed. */
  readonly parts?: number
}

/** How far the ledger is with a feed. Zero and zero: it was never told of it. */
export interface Reached {
  /** The highest revision that it holds, tombstones included. */
  readonly revision: number
  /** Live results of the feed's own. */
  readonly results: number
}

export interface ResultFilter {
  readonly feed?: FeedId
  readonly contest?: string
  readonly unit?: string
}

/**
 * The consumers' ledger, current and past results. Each write is durable when it resolves; of a call that fails, some
 * may be written, and doing all of it again is right. Several consumers may share it.
 */
export interface ResultStore extends AsyncDisposable {
  /**
   * One conditional write per envelope, in their order: a greater revision becomes the current one, whatever it follows.
   * Every revision is kept as a past one too, in whichever order they arrive. Answers one by one.
   */
  apply(envelopes: readonly Envelope[], signal: AbortSignal): Promise<readonly Applied[]>
  /** What the ledger holds, tombstones included. */
  get(feed: FeedId, key: ResultKey, signal: AbortSignal): Promise<StoredResult | undefined>
  /** What this feed said at a moment (ISO 8601): the highest revision captured by then. Nothing computed. */
  at(feed: FeedId, key: ResultKey, time: string, signal: AbortSignal): Promise<StoredResult | undefined>
  /** Every revision of a key that was seen, lowest first. */
  history(feed: FeedId, key: ResultKey, signal: AbortSignal): AsyncIterable<StoredResult>
  /** Live results of a contest whose unit lies directly within this one, by key; a sum only where a unit has no own. */
  parts(feed: FeedId, contest: string, within: string, signal: AbortSignal): Promise<readonly Part[]>
  derived(feed: FeedId, key: ResultKey, signal: AbortSignal): Promise<DerivedResult>
  /** Writes each sum if its version is still `from`. Answers with the keys that were refused: compute those again. */
  derive(feed: FeedId, sums: readonly SumToWrite[], signal: AbortSignal): Promise<readonly ResultKey[]>
  /**
   * Live results, ordered by feed and key, own ones before computed ones. Each is as it was at some moment of the
   * listing; what is written meanwhile may be in it or not.
   */
  list(filter: ResultFilter, signal: AbortSignal): AsyncIterable<ListedResult>
  /** How far it is with a feed: what the feed's head says beside it tells what is missing here. */
  reached(feed: FeedId, signal: AbortSignal): Promise<Reached>
  /** Keeps the newest status of a feed (by revision, then by the time at which it was said). */
  saveStatus(status: FeedStatus, signal: AbortSignal): Promise<void>
  /** The newest that was kept. Undefined: the feed never said anything of itself. */
  status(feed: FeedId, signal: AbortSignal): Promise<FeedStatus | undefined>
  /** By feed. */
  statuses(signal: AbortSignal): Promise<readonly FeedStatus[]>
}
