import { consumingBeside } from '../entry/consume-beside.ts'
import { followCrosswalks } from '../entry/follow-crosswalks.ts'
import { hearingHomes } from '../entry/hear-topics.ts'
import { heldFeeds } from '../entry/held-feeds.ts'
import { type Homes, openHomes } from '../entry/homes.ts'
import { makeCurrent } from '../entry/make-current.ts'
import { peekHead } from '../entry/peek-head.ts'
import { pollFeed } from '../entry/poll-feed.ts'
import { pollOnce } from '../entry/poll-once.ts'
import { runSchedule } from '../entry/scheduler.ts'
import { type StandingHolds, standingHolds } from '../entry/standing-holds.ts'
import { surroundingsOf } from '../entry/surroundings.ts'
import { tickOnce } from '../entry/tick-until.ts'
import { FeedError } from '../errors/feed-error.ts'
import { renderText } from '../errors/render.ts'
import { compileAll } from '../plan/compile-all.ts'
import { folderFiles } from '../plan/feed-files.ts'
import type { Plan } from '../plan/plan.ts'
import { tickExports } from '../process/export/export.ts'
import { type Call, command, type Exit, exit } from './command.ts'
import { drained, tellError } from './drained.ts'
import { specPaths } from './feeds.ts'
import { noFeeds } from './first-poll.ts'
import { type RunReport, runReport } from './run-report.ts'
import { counted } from './words.ts'

/** How often a schedule that goes on says that it does. */
const pulseMilliseconds = 60_000

type RunCall = Pick<Call, 'config' | 'out' | 'clock' | 'signal'>

export const run = command({
  arguments: {
    feed: { about: 'ids of feeds, or paths of feed.yaml; none: all feeds', optional: true, many: true },
  },
  options: {
    once: { about: 'poll each feed once, now; process the results; end' },
  },
  examples: ['feed run', 'feed run --once', 'feed run us-zz-harbor --once'],
  async run({ args, options, config, out, clock, signal }) {
    const compiled = compileAll(specPaths(args.feed, config), folderFiles)
    const problems = compiled.flatMap((one) => one.problems)
    const plans = compiled.flatMap(({ plan }) => (plan === undefined ? [] : [plan]))
    if (problems.length > 0 && (plans.length === 0 || args.feed.length > 0))
      throw new AggregateError(problems)
    const live = plans.filter(({ status }) => status === 'live')
    tellLeftOut({ out }, plans, problems)
    if (live.length === 0) {
      out.data({ polled: 0 })
      out.next(
        plans.length === 0 ? noFeeds(config.feeds) : 'Set status: live in the feed.yaml to poll a feed.',
      )
      return exit.problems
    }
    await using opened = await openHomes(config, { clock, surroundings: surroundingsOf(config, clock) })
    const call = { config, out, clock, signal }
    const report = runReport(out, clock, { sayUnchanged: options.once })
    const current = (results: readonly unknown[]): void => report.current(results.length)
    const homes = hearingHomes(opened, { alert: report.alert, current })
    const ended = options.once ? once(live, homes, call, report) : onSchedule(live, homes, call, report)
    const code = await ended
    return problems.length > 0 && code === exit.fine ? exit.problems : code
  },
})

/** Who is not polled, and why: a feed that stands still must not be a surprise. */
function tellLeftOut(
  { out }: Pick<RunCall, 'out'>,
  plans: readonly Plan[],
  problems: readonly FeedError[],
): void {
  for (const problem of problems) out.line(renderText(problem))
  if (problems.length > 0) out.line(out.style('red', 'Feeds with problems are not polled; the others are.'))
  for (const word of ['draft', 'paused'] as const) {
    const feeds = plans.filter(({ status }) => status === word).map(({ feed }) => feed)
    if (feeds.length > 0) out.line(`${word}, not polled: ${feeds.join(', ')}`)
  }
}

async function once(
  plans: readonly Plan[],
  homes: Homes,
  { config, out, signal }: RunCall,
  report: RunReport,
): Promise<Exit> {
  await pollOnce(plans, (plan) => pollFeed(plan, homes, config, signal), report.said)
  out.progress('processing what was published')
  const standing = () => heldFeeds(plans, homes, signal)
  let dead = 0
  const unreplayed: FeedError[] = []
  const stuck = new Set<string>()
  const waits = (group: string, isWaiting: boolean): void =>
    void (isWaiting ? stuck.add(group) : stuck.delete(group))
  const drain = async (): Promise<void> => void (dead += (await drained(homes, out, signal, waits)).dead)
  try {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const publishAgain of [makeCurrent, followCrosswalks])
      await publishAgain(homes, signal).catch((error: unknown) => {
        // One feed that can not be replayed keeps no other from being processed.
        if (!(error instanceof FeedError)) throw error
        unreplayed.push(error)
      })
    await drain()
    let isNew = false
    const hear = (): void => void (isNew = true)
    await tickOnce(hearingHomes(homes, { alert: hear, current: hear }), signal)
    // To drain is to join every group again, which takes its time.
    if (isNew) await drain()
    await tickExports(homes, undefined, signal)
  } catch (error) {
    // What the polls came to is said all the same, as far as it is known.
    const all = error instanceof AggregateError ? (error.errors as readonly unknown[]) : [error]
    const [first] = all
    if (first instanceof FeedError)
      report.end(await standing().catch(() => []), {
        dead,
        unprocessed: { error: first, groups: [...stuck] },
      })
    throw unreplayed.length === 0 ? error : new AggregateError([...all, ...unreplayed])
  }
  for (const error of unreplayed) tellError(error, out)
  const held = await standing()
  report.end(held, { dead })
  if (report.without() > 0 || dead > 0) return exit.problems
  return held.length > 0 ? exit.held : exit.fine
}

async function onSchedule(
  plans: readonly Plan[],
  homes: Homes,
  { config, out, clock, signal }: RunCall,
  report: RunReport,
): Promise<Exit> {
  out.line(`Polling ${counted(plans.length, 'feed')} on schedule. Ctrl-C ends it in good order.`)
  const standing = (): Promise<StandingHolds> => standingHolds(plans, homes.state, signal)
  const pulse = pulses(report, standing, { clock, signal })
  const trouble = (error: FeedError): void => tellError(error, out)
  await consumingBeside(
    homes,
    () =>
      runSchedule(
        plans,
        {
          clock,
          poll: (plan, inFlight) => {
            report.began(plan)
            return pollFeed(plan, homes, config, inFlight)
          },
          checkedAt: async (feed, wait) => {
            const { head } = await peekHead(feed, homes.state, wait)
            // What is committed and perhaps not published waits for no tick.
            return head === undefined || head.pending !== null ? null : head.checkedAt
          },
          said: report.said,
        },
        { signal },
      ),
    trouble,
  )
  await pulse
  report.end([])
  return exit.fine
}

async function pulses(
  report: RunReport,
  standing: () => Promise<StandingHolds>,
  { clock, signal }: Pick<RunCall, 'clock' | 'signal'>,
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(pulseMilliseconds, signal).catch(() => undefined)
    // A store that does not answer now fails the polls, loudly enough.
    if (!signal.aborted) report.pulse(await standing().catch(() => undefined))
  }
}
