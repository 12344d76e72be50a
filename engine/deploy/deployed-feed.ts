import type { Plan } from '../plan/plan.ts'
import { hostsOf, secretNamesOf } from './asked-of.ts'
import type { DeployedFeed } from './deployment.ts'
import { schedulesOf } from './schedules.ts'
import { sizeOf } from './size.ts'

/** What stacks have to know of a feed that is no draft; `now` in milliseconds since 1970. */
export function deployedFeed(plan: Plan, now: number): DeployedFeed {
  const { feed, title, hash, status, limits } = plan
  if (status === 'draft') throw new Error(`${feed} is a draft, which is not deployed`)
  return {
    feed,
    title,
    planHash: hash,
    status,
    size: sizeOf(limits),
    timeLimitSeconds: limits.seconds,
    secrets: secretNamesOf(plan),
    hosts: hostsOf(plan),
    schedules: schedulesOf(plan, now),
  }
}
