import type { CostedFeed } from '../../engine/cost/polls-in.ts'
import type { FeedId } from '../../engine/model/ids.ts'

const minutes = 60_000

/** A feed that is polled every 15 minutes, and every 15 seconds in the eight hours from 20:00 on its election night. */
export const costedFeed = (parts: Partial<CostedFeed> = {}): CostedFeed => ({
  feed: 'us-xx-costed' as FeedId,
  timezone: 'America/New_York',
  date: '2026-11-03',
  size: 'small',
  secrets: [],
  schedule: {
    everyMilliseconds: 15 * minutes,
    windows: [
      // 20:00 to 04:00 in New York, where it is five hours earlier than in UTC.
      { from: '2026-11-04T01:00:00Z', to: '2026-11-04T09:00:00Z', everyMilliseconds: 15_000 },
    ],
  },
  ...parts,
})
