import { awsSettings } from '../aws/settings.ts'
import { loadPlan } from '../bundle/load.ts'
import type { PlanModule } from '../bundle/planned.ts'
import { readConfig } from '../config.ts'
import type { Plan } from '../plan/plan.ts'
import { systemClock } from '../time/system-clock.ts'
import { writeLines } from './function-log.ts'
import { budgetOf } from './host-turns.ts'
import { answerOf, type PollAnswer } from './poll-answer.ts'
import { pollFeed } from './poll-feed.ts'
import { openPollHomes } from './poll-homes.ts'
import { type EndedPoll, pollMetrics } from './poll-metrics.ts'

/** What an invocation polls with, kept for the next one. */
export interface Poller {
  /** One poll of a feed by its plan, which is made with the first poll of it. Throws for a feed that it has no plan of. */
  poll(feed: string, signal: AbortSignal): Promise<PollAnswer>
  /** Counts ticks that no poll is made for. */
  coalesce(ticks: number): void
  /** Says what there is to say since the last time: the trace of polls, and in the log their metrics and those of ticks. */
  report(): Promise<void>
}

/** What lies in the code of a function, not in its environment. */
export interface PollerOwn {
  /** The number of its deployment. Undefined: that of the environment. */
  readonly build?: number
}

/** Polls feeds of a module by its plans, over the homes of the environment. */
export async function openPoller({ plans, hosts }: PlanModule, own: PollerOwn): Promise<Poller> {
  const config = { ...readConfig(), ...own }
  const homes = await openPollHomes(config, {
    aws: (region) => awsSettings(config, region),
    budget: budgetOf(config, hosts, systemClock),
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
  let ended: EndedPoll[] = []
  let coalesced = 0
  return {
    async poll(feed, signal) {
      const began = homes.clock.elapsed()
      const outcome = await pollFeed(await planOf(feed), homes, config, signal)
      const answer = answerOf(feed, outcome)
      ended.push({ answer, seconds: (homes.clock.elapsed() - began) / 1_000 })
      return answer
    },
    coalesce(ticks) {
      coalesced += ticks
    },
    async report() {
      const done = { polls: ended, coalesced }
      ended = []
      coalesced = 0
      if (done.polls.length > 0 || done.coalesced > 0)
        writeLines([pollMetrics(done, { at: homes.clock.now(), stage: config.stage })])
      await homes.trace.flush()
    },
  }
}
