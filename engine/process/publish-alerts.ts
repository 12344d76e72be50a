import { canonicalJson } from '../flow/canonical-json.ts'
import type { AlertEnvelope } from '../model/alert.ts'
import { type Message, topics } from '../model/envelope.ts'
import { type AlertEntry, alertsIn } from '../register/alert-entries.ts'
import type { ProcessorPorts } from './processor.ts'

/**
 * Publishes what there is to tell of alerts and was not told yet, then notes that it was: after a crash between both it is
 * published once more, under the same id. Figures that only moved are no news.
 */
export async function publishAlerts(
  { register, log }: Pick<ProcessorPorts, 'register' | 'log'>,
  election: string,
  entries: readonly AlertEntry[],
  signal: AbortSignal,
): Promise<void> {
  const news = entries.filter(({ alert, told }) => alert.noticed.version > told)
  if (news.length === 0) return
  await log.publish(topics.alerts, news.map(messageOf), signal)
  const told = news.map(({ alert, version }) => ({ id: alert.id, version }))
  await register.tell(alertsIn(election), told, signal)
}

function messageOf({ alert, version, at }: AlertEntry): Message {
  const envelope: AlertEnvelope = { ...alert, revision: version, saidAt: at }
  return {
    key: alert.id,
    id: `${alert.id}/${version}`,
    value: canonicalJson(envelope),
    headers: {
      id: `${alert.id}/${version}`,
      election: alert.election,
      revision: String(version),
      severity: alert.severity,
      state: alert.state,
    },
  }
}
