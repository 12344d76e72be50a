import { FeedError } from '../errors/feed-error.ts'
import type { Lease } from '../state/store.ts'
import { readChangeset, readHeld } from './changeset.ts'
import { commitJudged } from './commit.ts'
import { openFrom } from './fetch-capture.ts'
import { memoryOf } from './memories.ts'
import { holdDamage, noteJudged } from './note.ts'
import type { Polling, Taken } from './polling.ts'
import type { PollOutcome } from './ports.ts'
import { processCapture } from './process-capture.ts'
import { messagesOf, publish } from './publish.ts'
import { type Standing, standing } from './restore.ts'

/** Judges a capture beside the state and writes the verdict down: changes are committed and published, or it is noted. */
export async function judgeCapture(polling: Polling, lease: Lease, taken: Taken): Promise<PollOutcome> {
  const { plan, archive, clock, tell, signal, state } = polling
  const { head } = lease
  const { capture, capturedAt, checkedAt, cursors } = taken
  const began = clock.elapsed()
  const loaded = await state.load(plan.feed, head, signal).catch((error: unknown) => error)
  if (loaded instanceof FeedError && loaded.code === 'STATE_DAMAGED') {
    await taken.archiving
    return holdDamage(polling, lease, loaded, taken)
  }
  if (!(loaded instanceof Map)) throw loaded
  const stands = await standing(archive, plan.feed, head, loaded, signal)
  const prior = {
    state: stands.state,
    facts: head.facts,
    holds: head.holds,
    held: await readHeld(archive, head.held, signal),
    orders: head.orders,
    restate: stands.restored,
  }
  const judgedAt = clock.elapsed()
  tell({ event: 'state.loaded', results: loaded.size, ms: Math.round(judgedAt - began) })
  const open = openFrom(archive, capture, signal)
  const judged = await processCapture(plan, { capture, capturedAt, open }, prior, signal, memoryOf(plan))
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
  // To judge writes nothing. What it found counts only once the bytes are safe.
  await taken.archiving

  const { hash, failed } = capture
  const found = { judged, capture: hash, failed, capturedAt, checkedAt, cursors }
  if (stands.restored) await publishNewest(polling, stands)
  // Brought forward even if every result is held: members do not believe a status of an old revision.
  const isBroughtForward = stands.restored && judged.facts !== null
  const outcome =
    changes.length === 0 && !isBroughtForward
      ? await noteJudged(polling, lease, found, stands)
      : await commitJudged(polling, lease, found, stands)
  // Who was overtaken sees a later revision in the archive, too: that of the other.
  if (stands.restored && outcome.kind !== 'lost')
    tell({ event: 'state.restored', from: head.revision, to: stands.revision })
  return outcome
}

/**
 * The head went back to before a commit, and with it the note that this one may not be in the log. What follows it names
 * it as the revision before: members would miss it.
 */
async function publishNewest(
  { archive, log, messagesAtOnce, stillMine, signal }: Polling,
  { last }: Standing,
): Promise<void> {
  if (last === null) return
  const messages = messagesOf(await readChangeset(archive, last, signal))
  await publish(log, messages, () => stillMine('publishing again'), signal, messagesAtOnce)
}
