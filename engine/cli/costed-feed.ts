import type { CostedFeed } from '../cost/polls-in.ts'
import { secretNamesOf } from '../deploy/asked-of.ts'
import { sizeOf } from '../deploy/size.ts'
import type { Plan } from '../plan/plan.ts'

/** What an estimate of costs needs of a plan. */
export const costedFeed = (plan: Plan): CostedFeed => ({
  feed: plan.feed,
  schedule: plan.schedule,
  timezone: plan.timezone,
  date: plan.election.date,
  size: sizeOf(plan.limits),
  secrets: secretNamesOf(plan),
})
