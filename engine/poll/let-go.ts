import type { FeedError } from '../errors/feed-error.ts'
import type { Failing, Head } from '../model/head.ts'
import type { Plan } from '../plan/plan.ts'
import type { Lease } from '../state/store.ts'
import type { PollPorts } from './ports.ts'
import { isStatusDue, publishStatus } from './status.ts'

/** A poll that was stopped still gives its lease back, and does not wait long for it. */
const milliseconds = 5_000

/**
 * Gives the lease of a failed poll back, and leaves in the head that it failed: silence is not taken for health. Members
 * hear of it at the pace of the status. What fails here too is left: the lease runs out by itself.
 */
export async function letGo(
  plan: Plan,
  { state, log, clock }: Pick<PollPorts, 'state' | 'log' | 'clock'>,
  lease: Lease,
  error: FeedError,
): Promise<void> {
  const signal = AbortSignal.timeout(milliseconds)
  if (error.code === 'POLL_STOPPED') {
    await state.release(lease, {}, signal).catch(() => undefined)
    return
  }
  const at = clock.now().toISOString()
  const failing = failingAfter(lease.head, error, at)
  try {
    // Not what the lease remembers: something may have been committed before the poll failed.
    const head = await state.peek(plan.feed, signal)
    const due = head !== undefined && head.epoch === lease.epoch && isStatusDue(head, at)
    if (due) await publishStatus(log, plan.feed, { ...head, failing }, at, signal)
    await state.release(lease, { failing, ...(due ? { statusAt: at } : {}) }, signal)
  } catch {
    await state.release(lease, { failing }, signal).catch(() => undefined)
  }
}

function failingAfter({ failing }: Head, { code, message }: FeedError, at: string): Failing {
  return { since: failing?.since ?? at, at, polls: (failing?.polls ?? 0) + 1, code, message }
}
