import type { Config } from '../config.ts'
import { FeedError } from '../errors/feed-error.ts'
import type { FeedId } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import { oneFeed } from './feeds.ts'

/** The plan of a feed that this machine knows. Undefined: its spec is gone or has problems; what it said stands all the same. */
export function planOf(feed: FeedId, config: Config): Plan | undefined {
  try {
    return oneFeed(feed, config).plan
  } catch (error) {
    if (error instanceof FeedError || error instanceof AggregateError) return undefined
    throw error
  }
}
