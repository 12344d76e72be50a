import type { WatchedFeed } from '../bundle/watched.ts'
import { coded } from '../consume/hand.ts'
import type { FeedError } from '../errors/feed-error.ts'
import { listDead } from '../register/dead-entries.ts'
import { listGaps } from '../register/gap-entries.ts'
import type { Register } from '../register/register.ts'
import type { SeenHead } from '../state/dynamo-heads.ts'
import type { Clock } from '../time/clock.ts'
import { type FeedHealth, healthOf } from './health.ts'

/** What the watch looks at. It writes nothing anywhere. */
export interface WatchHomes extends AsyncDisposable {
  /** Shows every head there is, of whatever feed. */
  heads(see: (head: SeenHead) => void, signal: AbortSignal): Promise<void>
  readonly register: Register
  /** Messages that each consumer group has not settled. */
  lags(signal: AbortSignal): Promise<ReadonlyMap<string, number>>
  readonly clock: Clock
}

/** How it stands in a moment. What a store did not say is undefined, and why is among the troubles. */
export interface WatchFacts {
  readonly at: Date
  readonly feeds: readonly FeedHealth[] | undefined
  readonly lags: ReadonlyMap<string, number> | undefined
  readonly dead: number | undefined
  readonly gaps: number | undefined
  readonly troubles: readonly FeedError[]
}

/** Asks every store. One that does not answer hides nothing of the others. */
export async function watchFacts(
  feeds: readonly WatchedFeed[],
  homes: WatchHomes,
  signal: AbortSignal,
): Promise<WatchFacts> {
  const { register, clock } = homes
  const troubles: FeedError[] = []
  async function asked<T>(question: Promise<T>): Promise<T | undefined> {
    try {
      return await question
    } catch (thrown) {
      troubles.push(coded('watch', thrown))
      return undefined
    }
  }
  async function healths(): Promise<readonly FeedHealth[]> {
    const seen = new Map<string, FeedHealth>()
    const watched = new Map(feeds.map((feed) => [feed.feed, feed]))
    await homes.heads(({ feed, head, damage }) => {
      const plan = watched.get(feed)
      if (plan !== undefined) seen.set(feed, healthOf(plan, head, clock.now(), damage))
    }, signal)
    return feeds.map((plan) => seen.get(plan.feed) ?? healthOf(plan, undefined, clock.now()))
  }
  const [healthy, lagging, dead, gaps] = await Promise.all([
    asked(healths()),
    asked(homes.lags(signal)),
    asked(unreplayed(register, signal)),
    asked(count(listGaps(register, signal))),
  ])
  return { at: clock.now(), feeds: healthy, lags: lagging, dead, gaps, troubles }
}

async function unreplayed(register: Register, signal: AbortSignal): Promise<number> {
  let dead = 0
  for await (const { entry } of listDead(register, signal)) if (entry.replayed === undefined) dead += 1
  return dead
}

async function count(items: AsyncIterable<unknown>): Promise<number> {
  let sum = 0
  for await (const _ of items) sum += 1
  return sum
}
