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

/** A figure that was computed from others. `version` counts its writes; zero means that there is none yet. */
export interface DerivedResult {
  readonly version: number
  readonly record: ResultRecord | null
}

export interface ResultFilter {
  readonly feed?: FeedId
  readonly contest?: string
  readonly unit?: string
}

/** The consumers' ledger and the current results. */
export interface ResultStore extends AsyncDisposable {
  /** One conditional write: greater revision → applied; equal → same (do not apply, but finish what follows); less → older. */
  apply(envelope: Envelope, signal: AbortSignal): Promise<'applied' | 'same' | 'older'>
  get(feed: FeedId, key: ResultKey, signal: AbortSignal): Promise<StoredResult | undefined>
  /** Live results of a contest whose unit lies directly within this one, and derived ones where a unit has no own. */
  parts(feed: FeedId, contest: string, within: string, signal: AbortSignal): Promise<readonly ResultRecord[]>
  derived(feed: FeedId, key: ResultKey, signal: AbortSignal): Promise<DerivedResult>
  /** Writes if the version is still `from`, which was read before the parts; false: compute again. */
  derive(
    feed: FeedId,
    key: ResultKey,
    from: number,
    record: ResultRecord | null,
    signal: AbortSignal,
  ): Promise<boolean>
  /** Live results, ordered by feed and key; `derived` tells which of two of one key was computed. */
  list(filter: ResultFilter, signal: AbortSignal): AsyncIterable<StoredResult & { readonly derived: boolean }>
  /** Keeps the newest status of a feed (by revision, then by the time of the check). */
  saveStatus(status: FeedStatus, signal: AbortSignal): Promise<void>
  statuses(signal: AbortSignal): Promise<readonly FeedStatus[]>
}
