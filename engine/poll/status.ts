import { canonicalJson } from '../flow/canonical-json.ts'
import type { Log } from '../log/log.ts'
import { type FeedStatus, topics } from '../model/envelope.ts'
import type { Head } from '../model/head.ts'
import type { FeedId } from '../model/ids.ts'
import { epochMilliseconds } from '../time/instant.ts'

/** An unchanged feed says so no more often than this: members see that it is alive. */
const paceMilliseconds = 60_000

export function isStatusDue({ statusAt }: Head, now: string): boolean {
  return (
    statusAt === null ||
    (epochMilliseconds(now) ?? 0) - (epochMilliseconds(statusAt) ?? 0) >= paceMilliseconds
  )
}

/** What the head says to members: held figures are seen to be stale, and who holds all results can prove it. Silent about a feed that was never checked. */
export async function publishStatus(
  log: Log,
  feed: FeedId,
  head: Head,
  saidAt: string,
  signal: AbortSignal,
): Promise<void> {
  if (head.plan === null || head.checkedAt === null) return
  const status: FeedStatus = {
    feed,
    revision: head.revision,
    plan: head.plan,
    capture: head.judged?.capture ?? null,
    saidAt,
    checkedAt: head.checkedAt,
    changedAt: head.changedAt,
    asOf: head.facts?.asOf ?? null,
    holds: head.holds,
    failing: head.failing && { since: head.failing.since, code: head.failing.code },
    results: head.results,
    digests: head.digests,
  }
  const message = {
    key: feed,
    // One poll may speak twice in one moment: of an order first, then of its own failure.
    id: `${feed}/status/${saidAt}${head.failing === null ? '' : '/failing'}`,
    value: canonicalJson(status),
    headers: { feed },
  }
  await log.publish(topics.status, [message], signal)
}
