import type { Envelope } from '../../model/envelope.ts'
import type { Gap } from '../../model/gap.ts'
import type { FeedId, ResultKey } from '../../model/ids.ts'
import { getGap, putGap } from '../../register/gap-entries.ts'
import type { Register } from '../../register/register.ts'
import type { Applied } from '../../results/store.ts'
import type { Clock } from '../../time/clock.ts'
import { momentOf } from '../../time/moment.ts'
import type { TraceSink } from '../../trace/sink.ts'

/** Of more keys of one feed only so many are followed: a replay brings them all, oldest first. */
const mostKeys = 200

interface GapPorts {
  readonly register: Register
  readonly trace: TraceSink
  readonly clock: Clock
}
/** What one batch says of the gaps of one feed. */
interface Told {
  readonly missed: readonly Missed[]
  /** `REVISION KEY` of what came late. */
  readonly came: ReadonlySet<string>
}
interface Missed {
  readonly envelope: Envelope
  readonly held: number | null
}

/**
 * Follows which messages are missing: a change says which revision of its key it follows, and the ledger held another one.
 * What came is applied all the same, since it says all of its result. What is missing stands in the register as a gap of
 * its feed, for people and for who replays it, until it has come. What could not be written there is with the next call; only
 * a crash between the ledger and the register loses a gap, and never a figure.
 */
export function newGaps({ register, trace, clock }: GapPorts) {
  const owed = new Map<FeedId, Told>()

  /** Until nobody wrote between. */
  async function follow(feed: FeedId, told: Told, signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = clock.now().toISOString()
      // oxlint-disable-next-line no-await-in-loop -- until nobody wrote between
      const { gap: before, guard } = await getGap(register, feed, signal)
      const gap = gapAfter(feed, before, told, now)
      if (gap === before) return
      // oxlint-disable-next-line no-await-in-loop -- until nobody wrote between
      if (!(await putGap(register, feed, { guard, gap }, now, signal))) continue
      if (before !== undefined && gap === undefined) {
        const lasted = momentOf(now) - momentOf(before.since)
        trace.emit({ event: 'consume.filled', feed, poll: 'tally', at: now, changes: before.changes, lasted })
      }
      return
    }
  }

  return async (envelopes: readonly Envelope[], applied: readonly Applied[], signal: AbortSignal) => {
    for (const [feed, told] of toldIn(envelopes, applied)) {
      owed.set(feed, joined(owed.get(feed), told))
      tell(feed, told.missed, trace, clock)
    }
    for (const [feed, told] of owed) {
      owed.delete(feed)
      try {
        // oxlint-disable-next-line no-await-in-loop -- feeds of a batch are few, and gaps are rare
        await follow(feed, told, signal)
      } catch (error) {
        owed.set(feed, joined(owed.get(feed), told))
        throw error
      }
    }
  }
}

/** Gaps that this batch opens and does not close itself, and what came late; nothing of feeds that have neither. */
function toldIn(envelopes: readonly Envelope[], applied: readonly Applied[]): ReadonlyMap<FeedId, Told> {
  const all = envelopes.map((envelope, at) => ({ envelope, ...applied[at] }))
  const told = new Map<FeedId, Told>()
  for (const [feed, own] of Map.groupBy(all, ({ envelope }) => envelope.feed)) {
    const late = own.filter(({ kind }) => kind === 'older')
    const came = new Set(late.map(({ envelope }) => nameOf(envelope.key, envelope.revision)))
    const missed = own.flatMap(({ envelope, kind, held = null }) =>
      kind === 'applied' && envelope.previous !== held && !came.has(nameOf(envelope.key, envelope.previous))
        ? [{ envelope, held }]
        : [],
    )
    if (missed.length > 0 || came.size > 0) told.set(feed, { missed, came })
  }
  return told
}

const nameOf = (key: ResultKey, revision: number | null): string => `${revision} ${key}`

const joined = (one: Told | undefined, { missed, came }: Told): Told => ({
  missed: [...(one?.missed ?? []), ...missed],
  came: new Set([...(one?.came ?? []), ...came]),
})

/** Says which changes do not follow what the ledger held. */
function tell(feed: FeedId, missed: readonly Missed[], trace: TraceSink, clock: Clock): void {
  const [first, ...others] = missed
  if (first === undefined) return
  const { key, revision, previous } = first.envelope
  trace.emit({
    event: 'consume.gap',
    feed,
    poll: 'tally',
    at: clock.now().toISOString(),
    changes: 1 + others.length,
    key,
    revision,
    previous,
    held: first.held,
  })
}

/**
 * The gap of a feed after a batch. Only what can still come is missing: where the ledger holds more than a change follows,
 * its feed has lost its state, and states every key anew with its next poll.
 */
export function gapAfter(
  feed: FeedId,
  before: Gap | undefined,
  { missed, came }: Told,
  now: string,
): Gap | undefined {
  const missing = new Map(
    Object.entries(before?.missing ?? {}).map(([key, revision]) => [key as ResultKey, revision] as const),
  )
  let from = before?.from ?? Number.POSITIVE_INFINITY
  let changes = before?.changes ?? 0
  for (const { envelope, held } of missed) {
    const { key, previous } = envelope
    if (previous === null || (held !== null && held > previous)) continue
    changes += 1
    from = Math.min(from, (held ?? 0) + 1)
    if (missing.has(key) || missing.size < mostKeys) missing.set(key, previous)
  }
  const known = missing.size
  for (const [key, revision] of missing) if (came.has(nameOf(key, revision))) missing.delete(key)
  if (missing.size === 0) return undefined
  if (before !== undefined && changes === before.changes && missing.size === known) return before
  const attempts = { replays: 0, replayedAt: null, trouble: null }
  return {
    ...attempts,
    ...before,
    feed,
    since: before?.since ?? now,
    from,
    changes,
    missing: Object.fromEntries(missing),
  }
}
