import { setImmediate } from 'node:timers/promises'
import { figuresAfter } from '../diff/figures.ts'
import { FeedError } from '../errors/feed-error.ts'
import type { Change, Changeset } from '../model/changeset.ts'
import { type Entry, haveReplaced } from '../state/layout.ts'
import type { Lease } from '../state/store.ts'
import { archiveChangeset, archiveHeld, changesetOf } from './changeset.ts'
import { doubtOf } from './doubt-of.ts'
import { holdsFrom } from './holds.ts'
import { noteJudged } from './note.ts'
import { type Found, type Polling, tellHolds, verdictOf } from './polling.ts'
import type { PollOutcome } from './ports.ts'
import { assertPublishable, lentMessages, publish } from './publish.ts'
import type { Standing } from './restore.ts'
import { standingAfter } from './standing-after.ts'
import { publishStatus } from './status.ts'

/** Archive the changeset, commit, publish, settle: in this order, because any other loses a reversal (DESIGN §5). */
export async function commitJudged(
  polling: Polling,
  lease: Lease,
  found: Found,
  stands: Standing,
): Promise<PollOutcome> {
  const { plan, state, archive, log, messagesAtOnce, clock, tell, stillMine, signal } = polling
  const { head } = lease
  const committing = clock.elapsed()
  const changeset = changesetOf(plan, found, stands)
  const { revision, changes } = changeset
  const assertFits = assertPublishable(changeset, log)
  const changed: Entry[] = []
  function look(change: Change, bytes: number): void {
    assertFits(change, bytes)
    // Now, because what it is made of was just read.
    changed.push([change.key, figuresAfter(change, revision)])
  }
  const [archived, standing] = await Promise.all([
    archiveChangeset(archive, changeset, look, signal).catch(refusal),
    // While the archive is waited for.
    setImmediate().then(() => standingAfter(head, stands, changes)),
  ])
  if (archived instanceof FeedError)
    return noteJudged(polling, lease, heldAsAWhole(polling, lease, found, archived), stands)
  const { hash, written } = archived

  const held = await archiveHeld(archive, found.judged.held, head.held, signal)
  stillMine('commit')
  const committed = await state.commit(
    lease,
    {
      changeset: hash,
      revision,
      changed,
      state: stands.state,
      rebase: stands.restored,
      verdict: verdictOf(polling, head, found, held, standing),
      changedAt: found.capturedAt,
    },
    signal,
  )
  if (committed.kind === 'lost') return { kind: 'lost', step: 'commit' }
  await archive.recordRevision(plan.feed, revision, hash, signal)
  const took = Math.round(clock.elapsed() - committing)
  tell({ event: 'changeset.committed', revision, ...countKinds(changeset), ms: took })
  tellHolds(tell, head, found)

  const publishing = clock.elapsed()
  await publish(log, lentMessages(changeset, written), () => stillMine('publishing'), signal, messagesAtOnce)
  const ms = Math.round(clock.elapsed() - publishing)
  tell({ event: 'changeset.published', revision, messages: changes.length, ms })
  await publishStatus(log, plan.feed, committed.lease.head, found.capturedAt, signal)

  if (haveReplaced(head.items, committed.lease.head.items)) {
    const items = await state.sweep(committed.lease, signal)
    if (items > 0) tell({ event: 'state.swept', items })
  }
  const settled = await state.settle(committed.lease, { statusAt: found.capturedAt }, signal)
  if (settled.kind === 'lost') return { kind: 'lost', step: 'settle' }
  return { kind: 'published', revision, changes: changes.length, holds: found.judged.holds }
}

function refusal(error: unknown): FeedError {
  if (error instanceof FeedError && error.code === 'RECORD_TOO_LARGE') return error
  throw error
}

/** A record that the log would refuse is doubt about the capture: nothing of it is published. */
function heldAsAWhole({ plan }: Polling, { head }: Lease, found: Found, error: FeedError): Found {
  const { capture, capturedAt } = found
  const { holds } = holdsFrom([doubtOf(error)], {
    feed: plan.feed,
    capture,
    capturedAt,
    holds: head.holds,
    orders: [],
  })
  const judged = { ...found.judged, changes: [], holds: [...found.judged.holds, ...holds], facts: null }
  return { ...found, judged }
}

function countKinds({ changes }: Changeset): Record<'added' | 'revised' | 'corrected' | 'withdrawn', number> {
  const counted = { added: 0, revised: 0, corrected: 0, withdrawn: 0 }
  for (const { kind } of changes) counted[kind] += 1
  return counted
}
