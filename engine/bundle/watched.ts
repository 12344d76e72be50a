import type { Limits, Plan } from '../plan/plan.ts'
import { literal } from './literal.ts'

/** What of a plan says how fresh its feed has to be. */
export interface WatchedFeed extends Pick<Plan, 'feed' | 'status' | 'schedule'> {
  readonly limits: Pick<Limits, 'seconds'>
}

/** What the watch is given: the feeds that are deployed, and nothing of how they are read. */
export interface WatchModule {
  readonly feeds: readonly WatchedFeed[]
}

/** The module of the watch. The same plans give the same text, in whatever order they come. */
export function watchedModule(plans: readonly WatchedFeed[]): string {
  const feeds = plans
    .map(({ feed, status, schedule, limits: { seconds } }) => ({
      feed,
      status,
      schedule,
      limits: { seconds },
    }))
    .toSorted((one, other) => (one.feed < other.feed ? -1 : 1))
  return `// The feeds that are watched, made by feed compile. Change the specs, not this.\n\nexport const feeds = ${literal(feeds)}\n`
}
