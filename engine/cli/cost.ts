import { assumed } from '../cost/assumptions.ts'
import { estimate } from '../cost/estimate.ts'
import { priceDate, priceRegion, prices } from '../cost/prices.ts'
import { command, exit } from './command.ts'
import { countIn, everyIn, otherwiseIn } from './cost-options.ts'
import { showCost } from './cost-shown.ts'
import { stageIn } from './cost-stage.ts'
import { costedFeed } from './costed-feed.ts'
import { type CostedFeeds, costedFeeds } from './costed-feeds.ts'

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
    stage: {
      value: 'NAME',
      about:
        'of the sizes of a stage: production (where nothing is said), staging, demo; any other name is a stage to try',
    },
    feeds: { value: 'COUNT', about: 'of so many feeds like these; 0: the stage while nothing is polled' },
    every: { value: 'SPAN', about: 'polls at least so often in the night: 15s' },
    assume: { value: 'NAME=NUMBER', about: 'another number in the place of an assumed one', many: true },
  },
  examples: [
    'feed cost',
    'feed cost --feeds 500 --every 15s',
    'feed cost --stage kim --feeds 0',
    'feed cost us-zz-harbor --night --assume payload-kilobytes=2000',
  ],
  run({ args, options, config, out }) {
    const stage = stageIn(options.stage, config.environment)
    const numbers = assumed(otherwiseIn(options.assume), stage.sizes)
    const [every, feeds] = [everyIn(options.every), countIn(options.feeds)]
    const { plans, broken } = feeds === 0 ? nothing : costedFeeds(args.feed, config)
    const found = estimate(plans.map(costedFeed), numbers, {
      ...(every !== undefined && { every }),
      ...(feeds !== undefined && { feeds }),
    })
    const spans = options.night === options.month ? 'both' : options.night ? 'night' : 'month'
    out.data({
      prices: { at: priceDate, region: priceRegion, of: prices },
      stage: stage.name,
      assumed: numbers,
      feeds: plans.map(({ feed, status }) => ({ feed, status })),
      broken,
      ...(spans !== 'month' && { night: found.night }),
      ...(spans !== 'night' && { month: found.month }),
      limits: found.limits,
    })
    showCost(found, { plans, numbers, spans, stage: stage.words, broken }, out)
    return Promise.resolve(exit.fine)
  },
})

/** A stage costs something without any feed. */
const nothing: CostedFeeds = { plans: [], broken: [] }
