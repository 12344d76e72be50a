import type { Progress } from '../log/log.ts'
import type { Route } from '../process/routes.ts'
import type { RouteCounts, RouteFigures } from './route-progress.ts'

/** So long may work come to no end before it is taken for stuck: longer than a function may take, and its tries. */
export const stallMilliseconds = 120_000

/** `idle`: nothing waits. `working`. `waiting`: for a store or a setting. `stuck`: too long. `away`: it is no member of its group now. */
export type RouteWord = 'idle' | 'working' | 'waiting' | 'stuck' | 'away'

export interface RouteHealth extends RouteCounts {
  readonly group: string
  readonly topic: string
  readonly is: RouteWord
  readonly isHealthy: boolean
  /** What is wrong, in words. */
  readonly reason: string | null
  /** Messages published and not settled by the group. Null: the log did not say. */
  readonly lag: number | null
  readonly partitions: readonly (Pick<Progress, 'partition' | 'settled' | 'end'> & { readonly lag: number })[]
}

/** How a route is, by what it did and what the log says. */
export function routeHealth({ group, topic }: Route, figures: RouteFigures): RouteHealth {
  const { counts, partitions } = figures
  const is = wordOf(figures)
  const shares = (partitions ?? []).map(({ partition, settled, end }) => {
    return { partition, settled, end, lag: Math.max(0, end - settled) }
  })
  return {
    group,
    topic,
    is,
    isHealthy: is !== 'away' && is !== 'stuck',
    reason: reasonOf(is, figures),
    lag: partitions === null ? null : shares.reduce((sum, one) => sum + one.lag, 0),
    partitions: shares,
    ...counts,
    perSecond: Math.round(counts.perSecond * 10) / 10,
    oldestSeconds: Math.round(counts.oldestSeconds * 10) / 10,
  }
}

function wordOf({ isAlive, stillHere, stillInGroup, waitingFor }: RouteFigures): RouteWord {
  if (!isAlive) return 'away'
  if (Math.max(stillHere ?? 0, stillInGroup ?? 0) > stallMilliseconds) return 'stuck'
  if (waitingFor !== null) return 'waiting'
  return stillHere === null && stillInGroup === null ? 'idle' : 'working'
}

function reasonOf(is: RouteWord, { stillHere, stillInGroup, waitingFor }: RouteFigures): string | null {
  const waits =
    waitingFor === null
      ? undefined
      : `${waitingFor.processor} waits since ${waitingFor.since}: ${waitingFor.error.code} ${waitingFor.error.message}`
  if (is === 'away') return 'it is no member of its group, and joins it again in a moment'
  if (is !== 'stuck') return waits ?? null
  const seconds = Math.round(Math.max(stillHere ?? 0, stillInGroup ?? 0) / 1_000)
  return waits ?? `nothing was settled for ${seconds} s, and something waits`
}
