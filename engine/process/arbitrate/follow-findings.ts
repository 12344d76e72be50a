import { inParallel } from '../../flow/in-parallel.ts'
import { type AlertEntry, alertEntries, writeAlerts } from '../../register/alert-entries.ts'
import { followAlerts } from '../follow-alerts.ts'
import { publishAlerts } from '../publish-alerts.ts'
import type { Decision, Read } from './decide.ts'
import { arbitrationRules } from './findings.ts'
import { type Ports, readsAtOnce } from './read-keys.ts'
import type { Touch } from './touch.ts'

interface Decided {
  readonly read: Read
  readonly decision: Decision
}

const rules: ReadonlySet<string> = new Set(arbitrationRules)

/**
 * Keeps what arbitration found as alerts, and tells of what is new. Answers with the keys that are decided again: where
 * somebody else wrote alerts since they were read, and where an alert is new. Nothing refuses a first alert, and who finds
 * nothing writes none: so whoever opens one decides once more, after it is there for all to see.
 */
export async function followFindings(
  ports: Ports,
  decided: readonly Decided[],
  at: string,
  signal: AbortSignal,
): Promise<readonly Touch[]> {
  const again = await inParallel(decided, readsAtOnce, async (one) =>
    (await isFollowed(ports, one, at, signal)) ? [] : [one.read.touch],
  )
  return again.flat()
}

async function isFollowed(
  ports: Ports,
  { read, decision }: Decided,
  at: string,
  signal: AbortSignal,
): Promise<boolean> {
  const known = read.alerts.filter(isOurs)
  if (known.length === 0 && decision.found.length === 0) return true
  const { election, key } = read.touch
  const writes = followAlerts({ election, key }, known, decision.found, at)
  const refused = await writeAlerts(ports.register, election, writes, signal)
  const entries = await Array.fromAsync(alertEntries(ports.register, election, key, signal))
  await publishAlerts(ports, election, entries.filter(isOurs), signal)
  return refused.length === 0 && writes.every(({ from }) => from > 0)
}

const isOurs = ({ alert }: AlertEntry): boolean => alert.feed === null && rules.has(alert.rule)
