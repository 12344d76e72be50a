import type { FeedId } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import { heldOf } from './held.ts'
import type { Homes } from './homes.ts'
import { peekHead } from './peek-head.ts'

/** A feed of which something is held. */
export interface HeldFeed {
  readonly feed: FeedId
  /** Whether figures stand that newer ones are held back from: there may never have been any. */
  readonly hasFigures: boolean
}

export async function heldFeeds(
  plans: readonly Plan[],
  { state, archive }: Pick<Homes, 'state' | 'archive'>,
  signal: AbortSignal,
): Promise<readonly HeldFeed[]> {
  const found: HeldFeed[] = []
  for (const { feed } of plans) {
    const { head } = await peekHead(feed, state, signal)
    if (head === undefined || head.holds.length === 0) continue
    const { stale } = await heldOf(feed, head, archive, signal)
    found.push({ feed, hasFigures: stale > 0 })
  }
  return found
}
