import { runSchedule } from '../entry/scheduler.ts'
import type { FeedId } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import type { PollOutcome } from '../poll/ports.ts'
import type { FastClock } from './fast-clock.ts'
import type { Night } from './night.ts'
import { momentsOf, type Span } from './span.ts'
import { wantedOf } from './wanted.ts'

type Poll = (plan: Plan, stop: AbortSignal) => Promise<PollOutcome>

export interface Course {
  readonly plans: readonly Plan[]
  readonly night: Night
  readonly span: Span
  readonly clock: FastClock
  readonly poll: Poll
  checkedAt(feed: FeedId, signal: AbortSignal): Promise<string | null>
  /** Has the hour come for which a hold of the feed was waiting? */
  isDue(feed: FeedId): boolean
  /** Also polls at the very moment at which something new is shown, so that no capture is missed. */
  readonly everyCapture: boolean
}

/** Polls that can bring nothing new are this far apart, where every capture is polled for itself. Milliseconds. */
const quietPace = 600_000

/** The schedule runs as it would on any night, until the last poll that can bring something is over. */
export async function pollUntilTheEnd(course: Course, signal: AbortSignal): Promise<void> {
  const { plans, night, span, clock, everyCapture } = course
  const over = new AbortController()
  const until = AbortSignal.any([signal, over.signal])
  const [poll, sparing] = everyCapture ? paced(course) : [course.poll, course.poll]
  const checkedAt = (feed: FeedId, stop: AbortSignal) => course.checkedAt(feed, stop)
  const schedule = runSchedule(plans, { clock, poll: sparing, checkedAt }, { signal: until })
  const end = clock.sleep(span.to - span.from, until)
  const captures = plans.map(async (plan) => {
    const streams = wantedOf(plan, night).map(({ stream }) => stream)
    for (const moment of everyCapture ? momentsOf(streams, span) : []) {
      // oxlint-disable-next-line no-await-in-loop -- one moment after the other
      await clock.sleep(moment - clock.now().getTime(), until)
      // oxlint-disable-next-line no-await-in-loop -- the same
      await poll(plan, until)
    }
  })
  const stop = () => over.abort()
  const ends = await Promise.allSettled([schedule.finally(stop), end.finally(stop), ...captures])
  signal.throwIfAborted()
  const failed = ends.find((one) => one.status === 'rejected' && one.reason !== over.signal.reason)
  if (failed?.status === 'rejected') throw failed.reason
}

/** A poll for captures, and one for the schedule that leaves out what would only be told that nothing is new. */
function paced(course: Course): readonly [Poll, Poll] {
  const { poll, clock } = course
  const last = new Map<FeedId, number>()
  const noted: Poll = (plan, stop) => {
    last.set(plan.feed, clock.elapsed())
    return poll(plan, stop)
  }
  const sparing: Poll = async (plan, stop) => {
    const quiet = clock.elapsed() - (last.get(plan.feed) ?? Number.NEGATIVE_INFINITY)
    return quiet >= quietPace || course.isDue(plan.feed) ? noted(plan, stop) : { kind: 'unchanged' }
  }
  return [noted, sparing]
}
