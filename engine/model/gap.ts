import type { FeedId, ResultKey } from './ids.ts'

/** Changes of a feed that its consumers have missed, as the register keeps it in `gaps` under the feed's id while they are missing. */
export interface Gap {
  readonly feed: FeedId
  readonly since: string
  /** The first revision of which something may be missing: what to replay from. */
  readonly from: number
  /** Changes that followed one that is missing. What they say is applied: the figures are right, their past is not whole. */
  readonly changes: number
  /** The revision that is missing, by key; of very many, some. */
  readonly missing: Readonly<Record<ResultKey, number>>
  /** How often consumers have replayed it by themselves, and when last. */
  readonly replays: number
  readonly replayedAt: string | null
  /** Why the last of these replays came to nothing. */
  readonly trouble: { readonly code: string; readonly message: string } | null
}
