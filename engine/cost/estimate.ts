import { routes } from '../process/routes.ts'
import { metrics } from '../trace/metric-names.ts'
import type { Assumed } from './assumptions.ts'
import { type BillLine, billOf, totalOf } from './bill.ts'
import { type Limit, limitsOf } from './limits.ts'
import type { CostedFeed } from './polls-in.ts'
import type { Deployed } from './quantities.ts'
import { idleOf, monthOf, nightOf, type Workload, type WorkloadOptions } from './workload.ts'

export interface Costs {
  readonly workload: Workload
  readonly lines: readonly BillLine[]
  readonly dollars: number
  /** Of them, what the stage costs while no feed is polled. */
  readonly idleDollars: number
}
export interface Estimate {
  readonly night: Costs
  readonly month: Costs
  readonly limits: readonly Limit[]
}

/** What every stage has of CloudWatch. */
export const deployedByStacks: Deployed = {
  metrics: Object.values(metrics).reduce((sum, one) => sum + ('perGroup' in one ? routes.length : 1), 0),
  dashboards: 1,
}

/** What feeds cost in the night of an election and in the month that begins with it, and where the limits are. */
export function estimate(feeds: readonly CostedFeed[], assumed: Assumed, options: WorkloadOptions): Estimate {
  const costs = (workload: Workload): Costs => {
    const lines = billOf(workload, assumed, deployedByStacks)
    const idle = billOf(idleOf(workload), assumed, deployedByStacks)
    return { workload, lines, dollars: totalOf(lines), idleDollars: totalOf(idle) }
  }
  const night = nightOf(feeds, assumed, options)
  return {
    night: costs(night),
    month: costs(monthOf(feeds, assumed, options)),
    limits: limitsOf(night, assumed),
  }
}
