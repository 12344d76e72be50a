import { awsSettings } from '../aws/settings.ts'
import { loadPlan } from '../bundle/load.ts'
import type { PlanModule } from '../bundle/planned.ts'
import { readConfig } from '../config.ts'
import type { Plan } from '../plan/plan.ts'
import { allowanceIn } from '../source/host-allowances.ts'
import { hostBudget } from '../source/host-budget.ts'
import { systemClock } from '../time/system-clock.ts'
import { answerOf, type PollAnswer } from './poll-answer.ts'
import { pollFeed } from './poll-feed.ts'
import { openPollHomes } from './poll-homes.ts'

/** Polls feeds of a module by its plans, each made with the first poll of it, over the homes of the environment. */
export async function openPoller({
  plans,
  hosts,
}: PlanModule): Promise<(feed: string, signal: AbortSignal) => Promise<PollAnswer>> {
  const config = readConfig()
  const homes = await openPollHomes(config, {
    aws: (region) => awsSettings(config, region),
    budget: hostBudget(allowanceIn(hosts), systemClock),
    proxy:
      config.proxy === undefined
        ? undefined
        : (await import('../source/http/proxy-options.ts')).proxyOfEnvironment(config.proxy),
  })
  const made = new Map<string, Promise<Plan>>()
  const planOf = (feed: string): Promise<Plan> => {
    const planned = Object.hasOwn(plans, feed) ? plans[feed] : undefined
    if (planned === undefined)
      throw new TypeError(`this function has no plan of the feed "${feed}": deploy it again`)
    const known = made.get(feed) ?? Promise.resolve(planned()).then((one) => loadPlan(one, config.feeds))
    made.set(feed, known)
    return known
  }
  return async (feed, signal) => {
    const outcome = await pollFeed(await planOf(feed), homes, config, signal)
    await homes.trace.flush()
    return answerOf(feed, outcome)
  }
}
