import type { Plan } from '../plan/plan.ts'
import type { HostAllowances } from '../source/host-allowances.ts'
import { hostsOf } from './asked-of.ts'

/** The hosts that functions have to share: those that several feeds name, and those that `hosts.yaml` says something of. */
export function sharedHosts(
  plans: readonly Pick<Plan, 'feed' | 'recipe'>[],
  { named }: Pick<HostAllowances, 'named'>,
): readonly string[] {
  const byHost = Map.groupBy(plans.flatMap(hostsOf), (host) => host)
  const several = [...byHost].flatMap(([host, { length }]) => (length > 1 ? [host] : []))
  return [...new Set([...several, ...Object.keys(named)])].toSorted()
}
