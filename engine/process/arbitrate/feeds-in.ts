import type { FeedId } from '../../model/ids.ts'

/** More are not named: a message about a nation would else list every county's feed. */
const maxFeeds = 200

/** Every feed of these, once, by id. */
export function feedsIn(parts: Iterable<{ readonly feeds: readonly FeedId[] }>): readonly FeedId[] {
  const all = new Set<FeedId>()
  for (const { feeds } of parts) for (const feed of feeds) all.add(feed)
  return [...all].toSorted((one, other) => (one < other ? -1 : 1)).slice(0, maxFeeds)
}
