import type { FeedId } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import type { StateStore } from '../state/store.ts'
import { peekHead } from './peek-head.ts'

/** How many holds stand, feed by feed; feeds without any are left out. */
export type StandingHolds = ReadonlyMap<FeedId, number>

export async function standingHolds(
  plans: readonly Plan[],
  state: StateStore,
  signal: AbortSignal,
): Promise<StandingHolds> {
  const standing = new Map<FeedId, number>()
  for (const { feed } of plans) {
    const { head } = await peekHead(feed, state, signal)
    if (head !== undefined && head.holds.length > 0) standing.set(feed, head.holds.length)
  }
  return standing
}
