import type { FeedId } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import { nextDue } from '../poll/due.ts'
import type { PollOutcome } from '../poll/ports.ts'
import type { Clock } from '../time/clock.ts'
import { epochMilliseconds } from '../time/instant.ts'

/** A clock may be set, and a machine may sleep: nobody waits longer than this without looking at it again. */
const longestSleep = 60_000
/** So soon, and twice as late each time, a feed is polled again that has committed what it could not publish. */
const soon = 5_000

export interface Scheduled {
  readonly clock: Clock
  /** One poll; never throws for what a source or a store does. */
  poll(plan: Plan, signal: AbortSignal): Promise<PollOutcome>
  /** When a feed was last checked, as its state has it: a restart polls nothing before its time. Null: it is due now. */
  checkedAt(feed: FeedId, signal: AbortSignal): Promise<string | null>
  /** Is told of every poll as it ends. */
  said?(plan: Plan, outcome: PollOutcome): void
}

export interface ScheduleOptions {
  /** Polls at one time, all feeds together. */
  readonly concurrency?: number
  /** Polls in flight are given so long to end when the signal aborts; then they let go of their feeds. */
  readonly graceMilliseconds?: number
  /** Ends the loop. */
  readonly signal: AbortSignal
}

interface Entry {
  readonly plan: Plan
  last: number | undefined
  running: boolean
  /** Polls in a row that left something committed unpublished, and when the last of them ended. */
  unpublished: number
  ended: number
}

/**
 * Polls feeds when they are due, until the signal aborts: several at one time, never one feed twice, the longest overdue
 * first. A feed that fails is polled again at its next tick, and no other feed notices; one that has committed figures and could
 * not publish them is polled again within seconds, since members wait for them. Resolves when no poll is in flight.
 */
export async function runSchedule(
  plans: readonly Plan[],
  scheduled: Scheduled,
  { concurrency = 8, graceMilliseconds = 5_000, signal }: ScheduleOptions,
): Promise<void> {
  const { clock } = scheduled
  const now = (): number => clock.now().getTime()
  const entries: readonly Entry[] = await Promise.all(
    plans.map(async (plan) => {
      const checkedAt = await scheduled.checkedAt(plan.feed, signal)
      const last = checkedAt === null ? undefined : epochMilliseconds(checkedAt)
      return { plan, last, running: false, unpublished: 0, ended: 0 }
    }),
  )
  const inFlight = new Set<Promise<void>>()
  const letGo = new AbortController()
  let ended = Promise.withResolvers<void>()
  const bugs: unknown[] = []

  const end = (entry: Entry, outcome: PollOutcome): void => {
    entry.unpublished = unpublishedAfter(entry, outcome)
    entry.ended = now()
    scheduled.said?.(entry.plan, outcome)
  }
  const begin = (entry: Entry): void => {
    entry.running = true
    entry.last = now()
    const work = scheduled
      .poll(entry.plan, letGo.signal)
      .then((outcome) => end(entry, outcome))
      .catch((thrown: unknown) => void bugs.push(thrown))
      .finally(() => {
        entry.running = false
        inFlight.delete(work)
        ended.resolve()
        ended = Promise.withResolvers()
      })
    inFlight.add(work)
  }

  while (!signal.aborted && bugs.length === 0) {
    const idle = entries
      .filter(({ running }) => !running)
      .map((entry) => ({ entry, due: dueOf(entry, now()) }))
      .toSorted((one, other) => one.due - other.due)
    const free = concurrency - inFlight.size
    const ready = idle.filter(({ due }) => due <= now()).slice(0, Math.max(0, free))
    for (const { entry } of ready) begin(entry)
    const next = inFlight.size < concurrency ? idle[ready.length]?.due : undefined
    await pause(clock, next === undefined ? longestSleep : next - now(), ended.promise, signal)
  }
  await settled(inFlight, clock, graceMilliseconds, letGo)
  if (bugs.length > 0) throw bugs[0]
}

/** At its tick, or before it where members wait for what is committed. */
function dueOf({ plan, last, unpublished, ended }: Entry, now: number): number {
  const tick = nextDue(plan.feed, plan.schedule, last, now)
  return unpublished === 0 ? tick : Math.min(tick, ended + soon * 2 ** (unpublished - 1))
}

/** A poll that never had the lease does not know: what was unpublished before it still is. */
function unpublishedAfter({ unpublished: before }: Entry, { kind, unpublished }: PollOutcome): number {
  const isStill = unpublished ?? ((kind === 'failed' || kind === 'skipped') && before > 0)
  return isStill ? before + 1 : 0
}

/** Until the time has passed, something has ended, or the signal aborts. */
async function pause(
  clock: Clock,
  milliseconds: number,
  ended: Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const woken = new AbortController()
  const asleep = clock
    .sleep(Math.min(Math.max(milliseconds, 1), longestSleep), AbortSignal.any([signal, woken.signal]))
    .catch(() => undefined)
  await Promise.race([asleep, ended])
  woken.abort()
}

/** Gives polls in flight their time, then asks them to stop; a poll that stops gives its lease back. */
async function settled(
  inFlight: ReadonlySet<Promise<void>>,
  clock: Clock,
  graceMilliseconds: number,
  letGo: AbortController,
): Promise<void> {
  if (inFlight.size === 0) return
  const all = Promise.all(inFlight).then(() => undefined)
  await pause(clock, graceMilliseconds, all, new AbortController().signal)
  letGo.abort(new DOMException('the schedule was stopped', 'AbortError'))
  await all
}
