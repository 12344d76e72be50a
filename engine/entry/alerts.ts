import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { type Act, type Alert, holdsBack, isWorse } from '../model/alert.ts'
import { recompute } from '../process/arbitrate/recompute.ts'
import type { ProcessorPorts } from '../process/processor.ts'
import { publishAlerts } from '../process/publish-alerts.ts'
import { type AlertEntry, alertEntries, alertEntry, writeAlerts } from '../register/alert-entries.ts'
import { currentElections } from '../register/current-entries.ts'
import type { Register } from '../register/register.ts'
import type { Said } from './orders.ts'

/** What an order about an alert needs: what follows from it is computed at once. */
export type AlertPorts = Pick<ProcessorPorts, 'results' | 'register' | 'log' | 'desk' | 'trace' | 'clock'>

/** Everything that was ever found in these elections, or in all, by election and id: also what is cleared. */
export async function* allAlerts(
  register: Register,
  election: string | undefined,
  signal: AbortSignal,
): AsyncIterable<AlertEntry> {
  for await (const one of currentElections(register, signal))
    if (election === undefined || one === election) yield* alertEntries(register, one, undefined, signal)
}

/** CLI_ALERT_UNKNOWN: there is none with this id. */
export async function alertNamed(id: string, register: Register, signal: AbortSignal): Promise<AlertEntry> {
  const known: string[] = []
  for await (const election of currentElections(register, signal)) {
    const found = await alertEntry(register, election, id, signal)
    if (found !== undefined) return found
    for await (const { alert } of alertEntries(register, election, undefined, signal))
      if (alert.state === 'open') known.push(alert.id)
  }
  throw feedError('CLI_ALERT_UNKNOWN', { alert: id, near: near(id, known), known })
}

/**
 * Somebody takes an alert on: nobody is told again, until it was cleared and comes back. ALERT_ORDER_REFUSED where nothing
 * is found any more, or it is worse by a tenth than what that person has seen.
 */
export function acknowledge(seen: Alert, said: Said, ports: AlertPorts, signal: AbortSignal): Promise<Alert> {
  return order('acknowledged', seen, said, ports, signal, (_, act) => ({ acknowledged: act }))
}

/**
 * Lets through what an alert holds back, until it is worse by a tenth; what stands is decided anew before this resolves.
 * ALERT_ORDER_REFUSED as above, and where it holds nothing back.
 */
export async function releaseAlert(
  seen: Alert,
  said: Said,
  ports: AlertPorts,
  signal: AbortSignal,
): Promise<Alert> {
  const { election, key } = seen
  try {
    return await order('released', seen, said, ports, signal, (alert, act) => ({
      released: { ...act, measure: alert.measure },
    }))
  } finally {
    // Also where it was released before: that may have ended before this.
    await recompute(ports, election, [key], signal)
  }
}

/** Written, then published: the next judgement of its key publishes what a crash between has left. */
async function order(
  what: 'acknowledged' | 'released',
  seen: Alert,
  said: Said,
  ports: AlertPorts,
  signal: AbortSignal,
  done: (alert: Alert, act: Act) => Partial<Alert>,
): Promise<Alert> {
  const { register, clock } = ports
  const { election, id } = seen
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- whoever was refused reads again
    const entry = await alertEntry(register, election, id, signal)
    if (entry === undefined) throw feedError('CLI_ALERT_UNKNOWN', { alert: id, near: undefined, known: [] })
    const { alert, guard, version } = entry
    assertCanBe(what, alert, seen)
    const at = clock.now().toISOString()
    const act: Act = { ...said, at }
    const noticed = { version: version + 1, measure: alert.measure }
    const next: Alert = { ...alert, ...done(alert, act), noticed }
    // oxlint-disable-next-line no-await-in-loop -- as above
    const refused = await writeAlerts(register, election, [{ alert: next, from: guard, at }], signal)
    if (refused.length > 0) continue
    // oxlint-disable-next-line no-await-in-loop -- the last one
    const written = await alertEntry(register, election, id, signal)
    // oxlint-disable-next-line no-await-in-loop -- the last one
    if (written !== undefined) await publishAlerts(ports, election, [written], signal)
    return next
  }
}

function assertCanBe(what: 'acknowledged' | 'released', now: Alert, seen: Alert): void {
  const refuse = (why: string): never => {
    throw feedError('ALERT_ORDER_REFUSED', { alert: now.id, order: what, why })
  }
  if (now.state === 'cleared') refuse('its rule finds nothing any more, and nothing is held')
  if (what === 'released' && now.severity !== 'hold') refuse('it holds nothing back; acknowledge it')
  if (what === 'released' && !holdsBack(now)) refuse('somebody has released it')
  if (isWorse(now.measure, seen.measure)) refuse(`it got worse meanwhile: ${now.words}`)
}
