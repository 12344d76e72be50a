import type { Config } from '../config.ts'
import { consumeTopics } from '../entry/consume.ts'
import { hearingHomes } from '../entry/hear-topics.ts'
import { openHomes } from '../entry/homes.ts'
import { pollFeed } from '../entry/poll-feed.ts'
import type { Plan } from '../plan/plan.ts'
import { tickExports } from '../process/export/export.ts'
import { epochMilliseconds, instantText } from '../time/instant.ts'
import { commentary } from './commentary.ts'
import type { Correction } from './corrections.ts'
import { type Course, pollUntilTheEnd } from './course.ts'
import { fastClock } from './fast-clock.ts'
import { holdLog } from './hold-log.ts'
import { newLedger } from './ledger.ts'
import type { Night } from './night.ts'
import { openOffices } from './offices.ts'
import { type Report, reportOf } from './report.ts'
import type { Watcher } from './scene.ts'
import { spanAfter, spanOf } from './span.ts'

export interface Play extends Pick<Course, 'everyCapture'> {
  readonly night: Night
  readonly plans: readonly Plan[]
  /** `data` is an empty folder, or that of the same night where it is resumed. */
  readonly config: Config
  /** Not the night, but a little more of it, on the stores that it left: what people did since takes effect. */
  readonly resume: boolean
  /** At most so many seconds of the night in one of ours. */
  readonly speed: number
  readonly watcher: Watcher
}

/**
 * Plays a night from beginning to end through the real engine: scheduler, polls, stores, consumers. Nothing is left
 * open, and nothing but the stores is left behind.
 */
export async function playNight(play: Play, signal: AbortSignal): Promise<Report> {
  const { plans, night, config, watcher } = play
  const whole = spanOf(plans, night)
  const span = play.resume ? spanAfter(plans, whole, await lastCheck(play, signal)) : whole
  const clock = fastClock({ start: instantText(span.from), speed: play.speed })
  const ledger = newLedger()
  const holds = holdLog()
  const corrections: Correction[] = []
  await using offices = await openOffices(plans, night, clock)
  await using opened = await openHomes(config, { clock, trace: ledger.trace })
  const homes = hearingHomes(opened, {
    alert: (alert) => watcher.told({ kind: 'alert', at: clock.now(), feed: alert.feed, alert }),
    current: () => undefined,
  })
  const said = commentary({ plans, span, homes, ledger, holds, corrections, watcher }, signal)
  const poll: Course['poll'] = (plan, stop) =>
    clock.busy(async () => {
      const outcome = await pollFeed(plan, { ...homes, ...offices.reach(plan.feed) }, config, stop)
      await said.polled(plan, outcome)
      return outcome
    })
  const checkedAt: Course['checkedAt'] = async (feed, stop) =>
    (await homes.state.peek(feed, stop))?.checkedAt ?? null
  const isDue: Course['isDue'] = (feed) => holds.areDue(feed, clock.now())
  for (const { feed } of play.resume ? plans : [])
    holds.begin(feed, (await homes.state.peek(feed, signal))?.holds ?? [])
  const everyCapture = play.everyCapture && !play.resume
  await pollUntilTheEnd({ plans, night, span, clock, poll, checkedAt, isDue, everyCapture }, signal)
  await consumeTopics(homes, { drain: true, signal })
  await tickExports(homes, undefined, signal)
  return await reportOf({ night, plans, span, homes, ledger, holds, corrections }, signal)
}

/** When the feeds were last checked, in milliseconds since 1970. */
async function lastCheck({ plans, config }: Play, signal: AbortSignal): Promise<number> {
  await using homes = await openHomes(config)
  const heads = await Promise.all(plans.map(({ feed }) => homes.state.peek(feed, signal)))
  return Math.max(0, ...heads.map((head) => epochMilliseconds(head?.checkedAt ?? '') ?? 0))
}
