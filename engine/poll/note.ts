import type { FeedError } from '../errors/feed-error.ts'
import type { Cursors } from '../model/payload.ts'
import type { Lease } from '../state/store.ts'
import { archiveHeld } from './changeset.ts'
import { doubtOf } from './doubt-of.ts'
import { holdsFrom } from './holds.ts'
import { type Found, type Polling, type Taken, tellHolds, verdictOf } from './polling.ts'
import type { PollOutcome } from './ports.ts'
import type { Standing } from './restore.ts'
import { standingAfter } from './standing-after.ts'
import { isStatusDue, publishStatus } from './status.ts'

/**
 * Nothing that was not judged: one small write, and at its own pace a word that the feed is alive. `ms`: how long the
 * source took to say so.
 */
export async function noteUnchanged(
  { plan, state, log, tell, signal }: Polling,
  lease: Lease,
  cursors: Cursors,
  checkedAt: string,
  ms: number,
): Promise<PollOutcome> {
  tell({ event: 'source.unmodified', requests: plan.source.requests.length, ms })
  const due = isStatusDue(lease.head, checkedAt)
  const patch = { checkedAt, cursors, failing: null }
  if (due)
    await publishStatus(log, plan.feed, { ...lease.head, plan: plan.hash, ...patch }, checkedAt, signal)
  const written = await state.note(lease, { ...patch, ...(due ? { statusAt: checkedAt } : {}) }, signal)
  return written.kind === 'lost' ? { kind: 'lost', step: 'note' } : { kind: 'unchanged' }
}

/** A verdict with nothing to publish. The status goes out first: what is lost in between is said again. */
export async function noteJudged(
  polling: Polling,
  lease: Lease,
  found: Found,
  stands: Standing,
): Promise<PollOutcome> {
  const { plan, state, archive, log, tell, stillMine, signal } = polling
  const held = await archiveHeld(archive, found.judged.held, lease.head.held, signal)
  const verdict = verdictOf(polling, lease.head, found, held, standingAfter(lease.head, stands, []))
  stillMine('note')
  await publishStatus(log, plan.feed, { ...lease.head, ...verdict }, found.capturedAt, signal)
  const written = await state.note(lease, { ...verdict, statusAt: found.capturedAt }, signal)
  if (written.kind === 'lost') return { kind: 'lost', step: 'note' }
  tellHolds(tell, lease.head, found)
  return { kind: 'judged', holds: found.judged.holds }
}

/** The state can not be read: the feed is held until it is restored, and every poll tries again. */
export async function holdDamage(
  polling: Polling,
  lease: Lease,
  error: FeedError,
  { capture, capturedAt, checkedAt, cursors }: Taken,
): Promise<PollOutcome> {
  const { plan, state, log, tell, signal } = polling
  const { head } = lease
  const { holds } = holdsFrom([doubtOf(error)], {
    feed: plan.feed,
    capture: capture.hash,
    capturedAt,
    holds: head.holds,
    orders: [],
  })
  const kept = head.holds.filter(({ code }) => code !== error.code)
  const patch = {
    plan: plan.hash,
    cursors,
    holds: [...kept, ...holds],
    reopened: true,
    failing: null,
    checkedAt,
    statusAt: capturedAt,
  }
  await publishStatus(log, plan.feed, { ...head, ...patch }, capturedAt, signal)
  const written = await state.note(lease, patch, signal)
  tell({ event: 'poll.failed', code: error.code, message: error.message, retryable: false })
  return written.kind === 'lost' ? { kind: 'lost', step: 'note' } : { kind: 'judged', holds: patch.holds }
}
