import type { Allowance } from './host-budget.ts'

/** What may be asked of hosts, as data. */
export interface HostAllowances {
  /** Of hosts that are not named. */
  readonly otherwise: Allowance
  readonly named: Readonly<Record<string, Allowance>>
  /** Those that processes have to share, by name. Undefined: the named ones. */
  readonly shared?: readonly string[]
}

export function allowanceIn({ named, otherwise }: HostAllowances): (host: string) => Allowance {
  const known = new Map(Object.entries(named))
  return (host) => known.get(host) ?? otherwise
}
