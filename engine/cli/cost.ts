import { assumed } from '../cost/assumptions.ts'
import { estimate } from '../cost/estimate.ts'
import { priceDate, priceRegion, prices } from '../cost/prices.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Plan } from '../plan/plan.ts'
import { command, exit } from './command.ts'
import { countIn, everyIn, otherwiseIn } from './cost-options.ts'
import { showCost } from './cost-shown.ts'
import { costedFeed } from './costed-feed.ts'
import { someFeeds } from './feeds.ts'

export const cost = command({
  arguments: {
    feed: {
      about: 'ids of feeds, or paths of feed.yaml; none: those that are live, or all but drafts if none is',
      optional: true,
      many: true,
    },
  },
  options: {
    night: { about: 'only the night: twelve hours from 18:00 on the day of the election' },
    month: { about: 'only the month that begins with that night' },
    feeds: { value: 'COUNT', about: 'of so many feeds like these' },
    every: { value: 'SPAN', about: 'polls at least so often in the night: 15s' },
    assume: { value: 'NAME=NUMBER', about: 'another number in the place of an assumed one', many: true },
  },
  examples: [
    'feed cost',
    'feed cost --feeds 500 --every 15s',
    'feed cost us-zz-harbor --night --assume payload-kilobytes=2000',
  ],
  run({ args, options, config, out }) {
    const [numbers, every, feeds] = [
      assumed(otherwiseIn(options.assume)),
      everyIn(options.every),
      countIn(options.feeds),
    ]
    const plans = countedIn(
      args.feed,
      someFeeds(args.feed, config).map(({ plan }) => plan),
    )
    if (plans.length === 0) {
      const problem = `No feed below ${config.feeds} is more than a draft`
      throw feedError('CLI_USAGE', { problem, advice: 'Name the feeds to count.' })
    }
    const found = estimate(plans.map(costedFeed), numbers, {
      ...(every !== undefined && { every }),
      ...(feeds !== undefined && { feeds }),
    })
    const spans = options.night === options.month ? 'both' : options.night ? 'night' : 'month'
    out.data({
      prices: { at: priceDate, region: priceRegion, of: prices },
      assumed: numbers,
      feeds: plans.map(({ feed, status }) => ({ feed, status })),
      ...(spans !== 'month' && { night: found.night }),
      ...(spans !== 'night' && { month: found.month }),
      limits: found.limits,
    })
    showCost(found, { plans, numbers, spans }, out)
    return Promise.resolve(exit.fine)
  },
})

/** Those that are polled; for planning ahead, where none is, all that might be. */
function countedIn(named: readonly string[], plans: readonly Plan[]): readonly Plan[] {
  if (named.length > 0) return plans
  const live = plans.filter(({ status }) => status === 'live')
  return live.length > 0 ? live : plans.filter(({ status }) => status !== 'draft')
}
