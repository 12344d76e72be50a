import { FeedError } from '../errors/feed-error.ts'
import type { Head } from '../model/head.ts'
import type { Cursors } from '../model/payload.ts'
import type { Plan } from '../plan/plan.ts'
import type { Lease } from '../state/store.ts'
import { epochMilliseconds } from '../time/instant.ts'
import { fetchCapture } from './fetch-capture.ts'
import { judgeCapture } from './judge-capture.ts'
import { noteUnchanged } from './note.ts'
import type { Polling } from './polling.ts'
import type { PollOutcome } from './ports.ts'
import { isBehind } from './restore.ts'
import { isStatusDue } from './status.ts'
import { type WriteBehind, writeBehind } from './write-behind.ts'

/** Asks the source, and judges what it gives unless that was done. Cursors are of the plan that left them. */
export async function askSource(polling: Polling, lease: Lease): Promise<PollOutcome> {
  const { head } = lease
  const last = head.plan === polling.plan.hash ? head.cursors : {}
  const known = isDoubted(head) ? askedAgain(last) : last
  try {
    return await ask(polling, lease, known, head.cursors)
  } catch (error) {
    // What did not change has its bytes in the archive. Where they are gone only the source still has them.
    if (!isBodyGone(error) || Object.keys(head.cursors).length === 0) throw error
    return ask(polling, lease, {}, {})
  }
}

/** Is the last capture held or not whole? A hold that ends at a moment of its own says nothing against its bytes. */
const isDoubted = ({ holds, judged }: Head): boolean =>
  (judged?.failed?.length ?? 0) > 0 ||
  holds.some(({ capture, by, due }) => capture === judged?.capture && by === undefined && due === undefined)

/** Without what spares a request: what was wrong may be corrected under the version that it has. */
const askedAgain = (cursors: Cursors): Cursors =>
  Object.fromEntries(Object.entries(cursors).map(([name, { values: _values, ...rest }]) => [name, rest]))

const isBodyGone = (thrown: unknown): boolean =>
  thrown instanceof FeedError && (thrown.code === 'ARCHIVE_MISSING' || thrown.code === 'ARCHIVE_DAMAGED')

async function ask(polling: Polling, lease: Lease, cursors: Cursors, before: Cursors): Promise<PollOutcome> {
  const archive = writeBehind(polling.archive)
  try {
    return await asked(polling, archive, lease, cursors, before)
  } catch (error) {
    // Nothing is left under way. Where that fails too, it is what people must know first.
    await archive.durable()
    throw error
  }
}

async function asked(
  polling: Polling,
  { behind, within, durable }: WriteBehind,
  lease: Lease,
  cursors: Cursors,
  before: Cursors,
): Promise<PollOutcome> {
  const { plan, clock, tell, signal } = polling
  const { head } = lease
  const began = clock.elapsed()
  const fetched = await fetchCapture(plan, { cursors, before }, { ...polling, archive: behind }, tell, signal)
  const { capture } = fetched
  const ms = Math.round(clock.elapsed() - began)
  const now = clock.now().toISOString()
  // Something that is not there yet is no reason to doubt what stands.
  const isNew =
    fetched.absent.length === 0 &&
    (!isJudged(head, plan, capture.hash, now) || (await isInDoubt(polling, head, now)))
  if (!isNew) {
    await durable()
    return noteUnchanged(polling, lease, fetched.cursors, now, ms)
  }
  async function archived(): Promise<void> {
    const archiving = clock.elapsed()
    await durable()
    if (head.judged?.capture === capture.hash) return
    await within.recordCapture(plan.feed, now, capture, signal)
    const took = Math.round(clock.elapsed() - archiving)
    tell({ event: 'capture.archived', capture: capture.hash, payloads: capture.payloads.length, ms: took })
  }
  // While it is judged: whoever writes something down waits for it.
  const archiving = archived()
  archiving.catch(() => undefined)
  const taken = { capture, capturedAt: now, checkedAt: now, cursors: fetched.cursors, archiving }
  try {
    return await judgeCapture({ ...polling, archive: within }, lease, taken)
  } catch (error) {
    await archiving
    throw error
  }
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
