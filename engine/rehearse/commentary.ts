import { consumeTopics } from '../entry/consume.ts'
import { healthOf } from '../entry/health.ts'
import { isWhole } from '../entry/held.ts'
import type { Homes } from '../entry/homes.ts'
import { tickOnce } from '../entry/tick-until.ts'
import type { FeedId, Sha256 } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import { readChangeset } from '../poll/changeset.ts'
import type { PollOutcome } from '../poll/ports.ts'
import type { ListedResult } from '../results/store.ts'
import { type Correction, correctionsIn } from './corrections.ts'
import type { HoldLog } from './hold-log.ts'
import type { Ledger } from './ledger.ts'
import type { FeedScene, Watcher } from './scene.ts'
import type { Span } from './span.ts'

export interface Watched {
  readonly plans: readonly Plan[]
  readonly span: Span
  readonly homes: Homes
  readonly ledger: Ledger
  readonly holds: HoldLog
  readonly corrections: Correction[]
  readonly watcher: Watcher
}

/** Has what a poll published tallied, and tells who watches what became of it. */
export function commentary(watched: Watched, signal: AbortSignal) {
  const { plans, span, homes, ledger, holds, watcher } = watched
  const totals = new Map<FeedId, readonly ListedResult[]>()
  const feeds = new Map<FeedId, FeedScene>()
  /** Why the last poll of a feed failed: the same again is no news. */
  const failing = new Map<FeedId, string | undefined>()
  let consuming: Promise<unknown> = Promise.resolve()

  function tellHolds(feed: FeedId, standing: Parameters<HoldLog['seen']>[1], at: Date): void {
    const { placed, lifted } = holds.seen(feed, standing, at.toISOString(), (hold) => ledger.lifting(hold))
    for (const { hold, how: ended } of lifted)
      watcher.told({ kind: 'lifted', at, feed, hold, how: ended ?? 'superseded' })
    for (const hold of placed) watcher.told({ kind: 'held', at, feed, hold })
  }

  async function tallied({ feed, unit }: Plan): Promise<void> {
    // One after the other: readers of one group would share the messages.
    const before = consuming
    const consume = async (): Promise<void> => {
      await before
      await consumeTopics(homes, { drain: true, signal })
      await tickOnce(homes, signal)
    }
    consuming = consume()
    await consuming
    totals.set(feed, await Array.fromAsync(homes.results.list({ feed, unit }, signal)))
  }

  const correctionsOf = async (last: Sha256 | null): Promise<readonly Correction[]> =>
    last === null ? [] : correctionsIn(await readChangeset(homes.archive, last, signal))

  return {
    /** After every poll. */
    async polled(plan: Plan, outcome: PollOutcome): Promise<void> {
      const { feed } = plan
      const at = homes.clock.now()
      const head = await homes.state.peek(feed, signal)
      const failure = outcome.kind === 'failed' ? outcome.error : undefined
      if (failure !== undefined && failing.get(feed) !== failure.code)
        watcher.told({ kind: 'failed', at, feed, code: failure.code, message: failure.message })
      failing.set(feed, failure?.code)
      if (outcome.kind === 'published' || outcome.kind === 'judged') tellHolds(feed, head?.holds ?? [], at)
      const commit = ledger.taken(feed)
      if (commit !== undefined) {
        const { revision, added, revised, corrected, withdrawn } = commit
        const counts = { revision, added, revised, corrected, withdrawn }
        const corrections = corrected === 0 ? [] : await correctionsOf(head?.last ?? null)
        watched.corrections.push(...corrections)
        watcher.told({ kind: 'published', at, feed, ...counts, corrections })
        await tallied(plan)
      }
      feeds.set(feed, {
        feed,
        health: healthOf(plan, head, at),
        polls: ledger.of(feed).polls,
        isStale: head?.holds.some(isWhole) === true,
        totals: totals.get(feed) ?? [],
      })
      const part = Math.min(1, (at.getTime() - span.from) / (span.to - span.from))
      watcher.seen({ now: at, part, feeds: plans.flatMap((one) => feeds.get(one.feed) ?? []) })
    },
  }
}
