import { FeedError, feedError } from '../errors/feed-error.ts'
import type { Head } from '../model/head.ts'
import type { Plan } from '../plan/plan.ts'
import type { Lease } from '../state/store.ts'
import { later } from '../time/clock.ts'
import { epochMilliseconds } from '../time/zone.ts'
import { readHeld } from './changeset.ts'
import { commitJudged } from './commit.ts'
import { fetchCapture, openFrom } from './fetch-capture.ts'
import { holdDamage, noteJudged, noteUnchanged } from './note.ts'
import type { Polling } from './polling.ts'
import type { PollOptions, PollOutcome, PollPorts } from './ports.ts'
import { processCapture } from './process-capture.ts'
import { recover } from './recover.ts'
import { standing } from './restore.ts'
import { teller } from './tell.ts'

/** Beyond the poll's own limit: time to stop in good order before somebody else may take over. */
const leaseMarginSeconds = 15

/**
 * One execution of a plan: acquire, recover, fetch, archive, judge, commit, publish, settle (DESIGN §5). Never throws:
 * whatever fails, the last good figures stay and the next poll goes on.
 */
export async function poll(
  plan: Plan,
  ports: PollPorts,
  options: PollOptions,
  signal: AbortSignal,
): Promise<PollOutcome> {
  const { state, clock } = ports
  const tell = teller(ports.trace, clock, plan.feed, options.poll)
  const began = clock.elapsed()
  const leaseMilliseconds = (plan.limits.seconds + leaseMarginSeconds) * 1_000
  const now = clock.now()
  const ask = {
    owner: options.poll,
    build: options.build,
    now: now.toISOString(),
    until: later(now, leaseMilliseconds),
  }
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(plan.limits.seconds * 1_000)])
  const stillMine = (step: string): void => {
    if (clock.elapsed() - began >= leaseMilliseconds) throw feedError('LEASE_LOST', { feed: plan.feed, step })
  }
  const polling: Polling = { ...ports, plan, tell, stillMine, signal: bounded }
  let lease: Lease | undefined
  let outcome: PollOutcome
  try {
    const acquired = await state.acquire(plan.feed, ask, bounded)
    if (acquired.kind !== 'lease') {
      tell({
        event: 'poll.skipped',
        why: acquired.kind,
        ...(acquired.kind === 'busy' ? { until: acquired.until } : {}),
      })
      return { kind: 'skipped', why: acquired.kind }
    }
    lease = acquired.lease
    tell({ event: 'poll.started', plan: plan.hash, build: options.build })
    outcome = await polled(polling, lease)
  } catch (error) {
    outcome = { kind: 'failed', error: failure(error, plan) }
    const { code, message, retryable } = outcome.error
    tell({ event: 'poll.failed', code, message, retryable })
    // The lease runs out by itself if this fails too.
    if (lease !== undefined) await state.release(lease, signal).catch(() => undefined)
  }
  tell({ event: 'poll.ended', outcome: outcome.kind, ms: Math.round(clock.elapsed() - began) })
  return outcome
}

async function polled(polling: Polling, acquired: Lease): Promise<PollOutcome> {
  const { plan, archive, clock, tell, stillMine, signal, state } = polling
  const lease = await recover(acquired, polling, () => stillMine('publishing again'), tell, signal)
  if (lease === undefined) return { kind: 'lost', step: 'recover' }
  const { head } = lease

  const cursors = head.plan === plan.hash ? head.cursors : {}
  const { capture, cursors: next } = await fetchCapture(plan, cursors, polling, tell, signal)
  const capturedAt = clock.now().toISOString()
  if (isJudged(head, plan, capture.hash, capturedAt)) return noteUnchanged(polling, lease, next, capturedAt)
  if (head.judged?.capture !== capture.hash) {
    await archive.recordCapture(plan.feed, capturedAt, capture, signal)
    tell({ event: 'capture.archived', capture: capture.hash, payloads: capture.payloads.length })
  }

  const loaded = await state.load(plan.feed, head, signal).catch((error: unknown) => error)
  if (loaded instanceof FeedError && loaded.code === 'STATE_DAMAGED') {
    return holdDamage(polling, lease, loaded, capture.hash, capturedAt)
  }
  if (!(loaded instanceof Map)) throw loaded
  const stands = await standing(archive, plan.feed, head, loaded, signal)
  if (stands.restored) tell({ event: 'state.restored', from: head.revision, to: stands.revision })
  const prior = {
    state: stands.state,
    facts: head.facts,
    holds: head.holds,
    held: await readHeld(archive, head.held, signal),
    orders: head.orders,
    restate: stands.restored,
  }
  const taken = { capture, capturedAt, open: openFrom(archive, capture, signal) }
  const judgedAt = clock.elapsed()
  const judged = await processCapture(plan, taken, prior, signal)
  const { rows, results, rejected, changes, holds } = judged
  const ms = Math.round(clock.elapsed() - judgedAt)
  tell({
    event: 'capture.judged',
    rows,
    results: results.length,
    rejected,
    changes: changes.length,
    holds: holds.length,
    ms,
  })
  for (const one of judged.rejections) tell({ event: 'row.rejected', ...one })

  const found = { judged, capture: capture.hash, capturedAt, cursors: next }
  return changes.length === 0
    ? noteJudged(polling, lease, found, stands)
    : commitJudged(polling, lease, found, stands)
}

/** This capture under this plan, and nothing was released or has come due since. */
function isJudged(head: Head, plan: Plan, capture: string, now: string): boolean {
  const isDue = head.holds.some(
    ({ due }) => due !== undefined && (epochMilliseconds(due) ?? 0) <= (epochMilliseconds(now) ?? 0),
  )
  return head.judged?.capture === capture && head.judged.plan === plan.hash && !head.reopened && !isDue
}

/** What is no coded error is a bug or the time limit; a poll says so and lets go, the process goes on. */
function failure(error: unknown, plan: Plan): FeedError {
  if (error instanceof FeedError) return error
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return feedError('POLL_TIMEOUT', { seconds: plan.limits.seconds }, { cause: error })
  }
  if (error instanceof DOMException && error.name === 'AbortError')
    return feedError('POLL_STOPPED', {}, { cause: error })
  return feedError('POLL_BUG', { what: String(error) }, { cause: error })
}
