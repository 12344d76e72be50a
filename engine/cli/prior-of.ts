import { neverPolled } from '../backtest/standing.ts'
import type { Config } from '../config.ts'
import { openHomes } from '../entry/homes.ts'
import type { FeedId, Sha256 } from '../model/ids.ts'
import { readHeld } from '../poll/changeset.ts'
import type { Prior } from '../poll/prior.ts'

/** Where a feed stands: what a verdict is judged on, and what its changeset follows. */
export interface StandingFeed {
  readonly prior: Prior
  readonly revision: number
  readonly last: Sha256 | null
}

/** A feed that was never polled. */
export const nothingBefore: StandingFeed = { ...neverPolled, last: null }

/** Where a feed stands in its homes, as its next poll would find it. */
export async function priorOf(feed: FeedId, config: Config, signal: AbortSignal): Promise<StandingFeed> {
  await using homes = await openHomes(config, { reading: true })
  const head = await homes.state.peek(feed, signal)
  if (head === undefined) return nothingBefore
  const { facts, holds, orders, revision, last } = head
  const state = await homes.state.load(feed, head, signal)
  const held = await readHeld(homes.archive, head.held, signal)
  return { prior: { state, facts, holds, held, orders }, revision, last }
}
