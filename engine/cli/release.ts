import type { Config } from '../config.ts'
import { releaseAlert } from '../entry/alerts.ts'
import { type Homes, openHomes } from '../entry/homes.ts'
import { feedOfHold, giveRelease, type Released, type Said } from '../entry/orders.ts'
import { pollFeed } from '../entry/poll-feed.ts'
import { surroundingsOf } from '../entry/surroundings.ts'
import type { Alert } from '../model/alert.ts'
import type { FeedId } from '../model/ids.ts'
import { againIn } from '../rehearse/data-folder.ts'
import { alertsNamed } from './acknowledge.ts'
import { type Call, command, type Exit, exit } from './command.ts'
import { drained } from './drained.ts'
import { decideOverdue, followThrough } from './follow-through.ts'
import { orderOptions, saidIn } from './orders.ts'
import { planOf } from './plan-of.ts'
import { type PollSaid, pollData, pollLines } from './poll-lines.ts'
import { oneLine } from './words.ts'

export const release = command({
  arguments: {
    hold: {
      about: 'ids of holds, as "feed holds" prints them, and of alerts, as "feed alerts" does',
      many: true,
    },
  },
  options: {
    ...orderOptions,
    poll: { about: 'poll the feed now, so that it is published at once' },
  },
  examples: [
    'feed release h-1a2b3c4d --why "the office confirmed it"',
    'feed release h-1a2b3c4d --who Kim --why "the office confirmed it" --poll',
    'feed release a-1a2b3c4d5e6f70 --why "the county has counted them by hand"',
  ],
  async run({ args, options, config, out, clock, signal }) {
    const [ofRules, ofFeeds] = [args.hold.filter(isAlertId), args.hold.filter((id) => !isAlertId(id))]
    if (ofFeeds.length > 0) await assertHeld(ofFeeds, config, signal)
    const seen = await alertsNamed(ofRules, config, signal)
    const said = await saidIn(options, { config, out, signal })
    await using homes = await openHomes(config, { clock, surroundings: surroundingsOf(config, clock) })
    const released: Released[] = []
    const alerts: Alert[] = []
    await decideOverdue(homes, { out, signal })
    for (const alert of seen) alerts.push(await releaseOne(alert, said, homes, { out, signal }))
    for (const id of ofFeeds) {
      const one = await giveRelease(id, said, homes, signal)
      out.line(`${id}  ${one.feed}: released by ${said.who}. ${whatFollows(one)}`)
      released.push(one)
    }
    const feeds = new Set(released.map(({ feed }) => feed))
    const data = released.map(({ feed, hold: { id, code, group } }) => ({ feed, hold: id, code, group }))
    if (options.poll) {
      const polled = await pollNow(feeds, homes, { config, out, clock, signal })
      out.data({ released: data, alerts, polls: polled.polls })
      return polled.exit
    }
    if (alerts.length > 0) await followThrough(homes, { config, out, signal })
    out.data({ released: data, alerts, polls: [] })
    const [feed] = feeds
    out.next(feed === undefined ? 'What stands now, and why: feed results' : howPublished(feed, config))
    return exit.fine
  },
})

const isAlertId = (id: string): boolean => id.startsWith('a-')

/** What a rule holds stands at once: there is nothing to poll for. */
async function releaseOne(
  alert: Alert,
  said: Said,
  homes: Homes,
  { out, signal }: Pick<Call, 'out' | 'signal'>,
): Promise<Alert> {
  const released = await releaseAlert(alert, said, homes, signal)
  out.line(
    `${alert.id}  released by ${said.who}, until it is worse by a tenth, and what stands is decided anew. ${oneLine(alert.words)}`,
  )
  return released
}

/** All of them, before anything is opened for writing or asked. CLI_HOLD_UNKNOWN. */
async function assertHeld(ids: readonly string[], config: Config, signal: AbortSignal): Promise<void> {
  await using homes = await openHomes(config, { reading: true })
  for (const id of ids) await feedOfHold(id, homes.state, signal)
}

const whatFollows = ({ hold }: Released): string =>
  hold.by === undefined
    ? 'The next poll judges its capture again without this doubt; a newer capture is judged anew.'
    : 'The next poll publishes what the source says.'

/** What publishes a release: where nobody polls, no "feed run" does. */
function howPublished(feed: FeedId, config: Config): string {
  const again = config.cloud === undefined ? againIn(config.data) : undefined
  if (again !== undefined)
    return `These are the stores of a rehearsal, and its offices are closed. It is published when the night goes on: ${again}`
  const plan = planOf(feed, config)
  if (plan === undefined)
    return `It is published with the next poll, which waits for a spec without problems: feed validate ${feed}`
  if (plan.status !== 'live')
    return `${feed} is ${plan.status}, and not polled. It is published with the first poll after status: live stands in its feed.yaml.`
  return `"feed run" publishes it with its next poll; without one, now: feed run ${feed} --once`
}

async function pollNow(
  feeds: Iterable<FeedId>,
  homes: Homes,
  { config, out, clock, signal }: Pick<Call, 'config' | 'out' | 'clock' | 'signal'>,
): Promise<{ readonly exit: Exit; readonly polls: readonly PollSaid[] }> {
  const polls: PollSaid[] = []
  let code: Exit = exit.fine
  let next = 'See the figures: feed results'
  for (const feed of feeds) {
    const plan = planOf(feed, config)
    if (plan?.status !== 'live') {
      out.line(
        `${feed} ${plan === undefined ? 'has no spec that compiles' : `is ${plan.status}`}, and is not polled.`,
      )
      next = howPublished(feed, config)
      code = exit.problems
      continue
    }
    const outcome = await pollFeed(plan, homes, config, signal)
    const at = clock.now().toISOString()
    polls.push(pollData(plan, outcome, at))
    for (const line of pollLines(plan, outcome, at, () => true, out)) out.line(line)
    if (outcome.kind === 'failed' || outcome.kind === 'lost' || outcome.kind === 'skipped') {
      next =
        outcome.before === undefined
          ? `It is released, and not published yet. ${howPublished(feed, config)}`
          : `It is published; what the source says now is not: feed run ${feed} --once`
      code = exit.problems
    } else if ('holds' in outcome && outcome.holds.length > 0) {
      next = `Something else is held: feed holds ${feed}`
      code = code === exit.fine ? exit.held : code
    }
  }
  const { dead } = await drained(homes, out, signal)
  out.next(next)
  return { exit: dead > 0 ? exit.problems : code, polls }
}
