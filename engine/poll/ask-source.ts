import { FeedError } from '../errors/feed-error.ts'
import type { Head } from '../model/head.ts'
import type { Cursors } from '../model/payload.ts'
import type { Plan } from '../plan/plan.ts'
import type { Lease } from '../state/store.ts'
import { epochMilliseconds } from '../time/zone.ts'
import { fetchCapture } from './fetch-capture.ts'
import { judgeCapture } from './judge-capture.ts'
import { noteUnchanged } from './note.ts'
import type { Polling } from './polling.ts'
import type { PollOutcome } from './ports.ts'
import { isBehind } from './restore.ts'
import { isStatusDue } from './status.ts'

/** Asks the source, and judges what it gives unless that was done. Cursors are of the plan that left them. */
export async function askSource(polling: Polling, lease: Lease): Promise<PollOutcome> {
  const known = lease.head.plan === polling.plan.hash ? lease.head.cursors : {}
  try {
    return await ask(polling, lease, known, lease.head.cursors)
  } catch (error) {
    // What did not change has its bytes in the archive. Where they are gone only the source still has them.
    if (!isBodyGone(error) || Object.keys(lease.head.cursors).length === 0) throw error
    return ask(polling, lease, {}, {})
  }
}

const isBodyGone = (thrown: unknown): boolean =>
  thrown instanceof FeedError && (thrown.code === 'ARCHIVE_MISSING' || thrown.code === 'ARCHIVE_DAMAGED')

async function ask(polling: Polling, lease: Lease, cursors: Cursors, before: Cursors): Promise<PollOutcome> {
  const { plan, archive, clock, tell, signal } = polling
  const { head } = lease
  const began = clock.elapsed()
  const fetched = await fetchCapture(plan, { cursors, before }, polling, tell, signal)
  const { capture } = fetched
  const asked = Math.round(clock.elapsed() - began)
  const now = clock.now().toISOString()
  // Something that is not there yet is no reason to doubt what stands.
  if (fetched.absent.length > 0) return noteUnchanged(polling, lease, fetched.cursors, now, asked)
  if (isJudged(head, plan, capture.hash, now) && !(await isInDoubt(polling, head, now))) {
    return noteUnchanged(polling, lease, fetched.cursors, now, asked)
  }
  if (head.judged?.capture !== capture.hash) {
    const archiving = clock.elapsed()
    await archive.recordCapture(plan.feed, now, capture, signal)
    const ms = Math.round(clock.elapsed() - archiving)
    tell({ event: 'capture.archived', capture: capture.hash, payloads: capture.payloads.length, ms })
  }
  return judgeCapture(polling, lease, { capture, capturedAt: now, checkedAt: now, cursors: fetched.cursors })
}

/** This capture under this plan, and nothing was released or has come due since. */
function isJudged(head: Head, plan: Plan, capture: string, now: string): boolean {
  return (
    head.judged?.capture === capture &&
    head.judged.plan === plan.hash &&
    !head.reopened &&
    !hasComeDue(head, now)
  )
}

/** A hold of the capture last judged ended by itself. One that an unreadable capture left standing waits for the next. */
export function hasComeDue({ holds, judged }: Pick<Head, 'holds' | 'judged'>, now: string): boolean {
  const moment = epochMilliseconds(now) ?? 0
  return holds.some(
    ({ due, capture }) =>
      due !== undefined && capture === judged?.capture && (epochMilliseconds(due) ?? 0) <= moment,
  )
}

/**
 * An unchanged source hides a restored table, and an item of the state that is gone. Looked at as often as the feed says
 * that it is alive, not with every poll.
 */
async function isInDoubt(
  { plan, archive, state, signal }: Polling,
  head: Head,
  now: string,
): Promise<boolean> {
  if (!isStatusDue(head, now)) return false
  if (await isBehind(archive, plan.feed, head, signal)) return true
  return (await state.missing(plan.feed, head, signal)).length > 0
}
