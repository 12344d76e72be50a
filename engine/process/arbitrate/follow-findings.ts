import type { AlertEntry } from '../../register/alert-entries.ts'
import { alertEntries, writeAlerts } from '../../register/alert-entries.ts'
import { followAlerts } from '../follow-alerts.ts'
import { publishAlerts } from '../publish-alerts.ts'
import type { Decision, Read } from './decide.ts'
import { arbitrationRules } from './findings.ts'
import type { Ports } from './read-keys.ts'
import type { Touch } from './touch.ts'

interface Decided {
  readonly read: Read
  readonly decision: Decision
}

const rules: ReadonlySet<string> = new Set(arbitrationRules)

/**
 * Keeps what arbitration found as alerts, and tells of what is new. Answers with the keys of which somebody else wrote
 * alerts since they were read: they are decided again.
 */
export async function followFindings(
  ports: Ports,
  decided: readonly Decided[],
  at: string,
  signal: AbortSignal,
): Promise<readonly Touch[]> {
  const overtaken: Touch[] = []
  for (const { read, decision } of decided) {
    const known = read.alerts.filter(isOurs)
    if (known.length === 0 && decision.found.length === 0) continue
    const { election, key } = read.touch
    const writes = followAlerts({ election, key }, known, decision.found, at)
    // oxlint-disable-next-line no-await-in-loop -- few keys have any
    const refused = await writeAlerts(ports.register, election, writes, signal)
    if (refused.length > 0) overtaken.push(read.touch)
    // oxlint-disable-next-line no-await-in-loop -- few keys have any
    const entries = await Array.fromAsync(alertEntries(ports.register, election, key, signal))
    // oxlint-disable-next-line no-await-in-loop -- few keys have any
    await publishAlerts(ports, election, entries.filter(isOurs), signal)
  }
  return overtaken
}

const isOurs = ({ alert }: AlertEntry): boolean => alert.feed === null && rules.has(alert.rule)
