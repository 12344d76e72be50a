import type { Head, Verdict } from '../model/head.ts'
import type { Sha256 } from '../model/ids.ts'
import type { Capture, Cursors, FailedItem } from '../model/payload.ts'
import type { Plan } from '../plan/plan.ts'
import { epochMilliseconds } from '../time/instant.ts'
import type { PollPorts } from './ports.ts'
import type { Judged } from './process-capture.ts'
import type { Tell } from './tell.ts'

/** A poll under way: what its steps share. */
export interface Polling extends PollPorts {
  readonly plan: Plan
  readonly tell: Tell
  /** Throws LEASE_LOST once this poller's own clock says that the lease ran out. */
  readonly stillMine: (step: string) => void
  readonly signal: AbortSignal
}

/** A capture, and what the head is to keep of it. */
export interface Taken {
  readonly capture: Capture
  /** Resolves when it lies in the archive: before that nothing is written down of it. Undefined: it does. */
  readonly archiving?: Promise<void>
  readonly capturedAt: string
  /** When the source last answered: earlier than the capture's time where that is judged from the archive. */
  readonly checkedAt: string
  readonly cursors: Cursors
}

/** What a poll has found out and not yet written. */
export interface Found {
  readonly judged: Judged
  readonly capture: Sha256
  readonly failed?: readonly FailedItem[] | undefined
  readonly capturedAt: string
  readonly checkedAt: string
  readonly cursors: Cursors
}

/** What the head is to say of it. A capture that is held as a whole leaves the facts of the last good one. */
export function verdictOf(
  { plan }: Pick<Polling, 'plan'>,
  head: Head,
  { judged, capture, failed, checkedAt, cursors }: Found,
  held: Sha256 | null,
  standing: Pick<Head, 'results' | 'digests'>,
): Verdict {
  return {
    plan: plan.hash,
    cursors,
    judged: { capture, plan: plan.hash, ...(failed && { failed }) },
    reopened: false,
    // Whoever held a feed that was never polled could not name a capture.
    holds: judged.holds.map((hold) => ((hold.capture as string) === '' ? { ...hold, capture } : hold)),
    held,
    facts: judged.facts ?? head.facts,
    failing: null,
    checkedAt,
    ...standing,
  }
}

/** Says which holds are new, and which are gone and why. */
export function tellHolds(tell: Tell, head: Head, { judged, capturedAt }: Found): void {
  const before = new Set(head.holds.map(({ id }) => id))
  const now = new Set(judged.holds.map(({ id }) => id))
  for (const { id, code, group, reason } of judged.holds) {
    if (!before.has(id)) tell({ event: 'hold.placed', hold: id, code, group, reason })
  }
  for (const { id, code, due } of head.holds) {
    if (now.has(id)) continue
    const released = judged.releases.some(({ hold }) => hold === id)
    const how = released
      ? 'released'
      : due !== undefined && millisecondsOf(due) <= millisecondsOf(capturedAt)
        ? 'due'
        : 'superseded'
    tell({ event: 'hold.lifted', hold: id, code, how })
  }
}

const millisecondsOf = (iso: string): number => epochMilliseconds(iso) ?? 0
