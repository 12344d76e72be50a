import type { FeedId } from '../model/ids.ts'
import type { StoredHead } from './dynamo-head.ts'

/** More feeds than one process polls at one time. */
const most = 256

/** Heads as this process last saw them, so that a write need not read first. No decision may rest on them alone. */
export interface RecentHeads {
  of(feed: FeedId): StoredHead | undefined
  remember(feed: FeedId, stored: StoredHead): void
  forget(feed: FeedId): void
}

/** The latest few; who was remembered longest ago goes first. */
export function recentHeads(): RecentHeads {
  const heads = new Map<FeedId, StoredHead>()
  return {
    of: (feed) => heads.get(feed),
    remember(feed, stored) {
      heads.delete(feed)
      heads.set(feed, stored)
      const [eldest] = heads.size > most ? heads.keys() : []
      if (eldest !== undefined) heads.delete(eldest)
    },
    forget: (feed) => void heads.delete(feed),
  }
}
