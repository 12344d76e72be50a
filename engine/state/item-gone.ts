import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { FeedId } from '../model/ids.ts'

/** A head lists an item that its home does not have. */
export const itemGone = (feed: FeedId, item: string): FeedError =>
  feedError('STATE_DAMAGED', { feed, what: `lists the item ${item}, and it is not there` })
