import { FeedError } from '../../errors/feed-error.ts'
import { canonicalJson } from '../../flow/canonical-json.ts'
import { inParallel } from '../../flow/in-parallel.ts'
import type { AlertEnvelope } from '../../model/alert.ts'
import { type AlertEntry, alertEntry } from '../../register/alert-entries.ts'
import type { ProcessorMaker, ProcessorPorts } from '../processor.ts'
import { readMessages } from '../read-messages.ts'
import { instant, list, name, record, resultKey, revision, type Shape, text } from '../shapes.ts'
import { alertText } from './alert-text.ts'
import { verdictOn } from './to-tell.ts'
import { toldEntry, waitingEntries, writeTold } from './told-entries.ts'
import type { Webhook } from './webhook.ts'

type TellPorts = Pick<ProcessorPorts, 'register' | 'desk' | 'clock' | 'webhook'>

/** Alerts that are posted side by side. */
const atOnce = 4

/**
 * Tells people of alerts, through the webhook of the configuration; without one it does nothing. What counts is the alert
 * as it stands when it is told, whatever message led here: nobody is woken for what has passed. A post is noted once it
 * was taken: after a crash between both it is posted again, under the same key.
 */
export const tell: ProcessorMaker<TellPorts> = {
  name: 'tell',
  make: (ports) => async (messages, signal) => {
    const { webhook } = ports
    if (webhook === undefined) return []
    const alerts = readMessages(messages, alertShape) as readonly AlertEnvelope[]
    const newest = new Map<string, AlertEnvelope>()
    for (const alert of alerts) {
      const known = newest.get(alert.id)
      if (known === undefined || known.revision < alert.revision) newest.set(alert.id, alert)
    }
    await tellAll([...newest.values()], webhook, ports, signal)
    return []
  },
}

/** Tells of what was kept back outside of the windows, and still stands now that one has begun. What can not be told waits on. */
export async function tellWaiting(ports: TellPorts, signal: AbortSignal): Promise<void> {
  const { register, webhook } = ports
  if (webhook === undefined) return
  const alerts: AlertEnvelope[] = []
  for await (const { alert: id, election } of waitingEntries(register, signal)) {
    const entry = await alertEntry(register, election, id, signal)
    if (entry !== undefined) alerts.push(envelopeOf(entry))
  }
  await tellAll(alerts, webhook, ports, signal)
}

/** Each, whatever becomes of the others; then the first failure is thrown, what can never be told before what may be later. */
async function tellAll(
  alerts: readonly AlertEnvelope[],
  webhook: Webhook,
  ports: TellPorts,
  signal: AbortSignal,
): Promise<void> {
  const failures = await inParallel(alerts, atOnce, async (alert) => {
    try {
      await tellOne(await asItStands(alert, ports, signal), webhook, ports, signal)
      return undefined
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof FeedError) return error
      throw error
    }
  })
  const errors = failures.filter((one) => one !== undefined)
  const first = errors.find(({ retryable }) => !retryable) ?? errors[0]
  if (first !== undefined) throw first
}

async function asItStands(
  alert: AlertEnvelope,
  { register }: TellPorts,
  signal: AbortSignal,
): Promise<AlertEnvelope> {
  const entry = await alertEntry(register, alert.election, alert.id, signal)
  return entry === undefined || entry.version <= alert.revision ? alert : envelopeOf(entry)
}

const envelopeOf = ({ alert, version, at }: AlertEntry): AlertEnvelope => ({
  ...alert,
  revision: version,
  saidAt: at,
})

/** Before the post it is noted that it is sent: after a crash between, people may know of it, and are told how it ends. */
async function tellOne(
  alert: AlertEnvelope,
  webhook: Webhook,
  { register, desk, clock }: TellPorts,
  signal: AbortSignal,
): Promise<void> {
  const { version } = alert.noticed
  const { alertWindows } = desk(alert.election)
  for (;;) {
    const entry = await toldEntry(register, alert.id, signal)
    const before = entry?.told ?? { ...nothing, alert: alert.id, election: alert.election }
    const at = clock.now().toISOString()
    const verdict = verdictOn(alert, entry?.told, alertWindows, at)
    const from = entry?.guard ?? 0
    if (verdict === 'post') {
      const sent = { ...before, isUnsure: before.isUnsure || alert.state === 'open' }
      // Somebody else has told of it meanwhile, or of what was before: look again.
      if (!(await writeTold(register, sent, { from, at }, signal))) continue
      await webhook.post(postingOf(alert), signal)
      return await noted(alert, at, register, signal)
    }
    if (verdict === 'nothing' && !before.waits && before.seen >= version) return
    const told = { ...before, seen: Math.max(version, before.seen), waits: verdict === 'wait' }
    if (await writeTold(register, told, { from, at }, signal)) return
  }
}

const nothing = { seen: 0, waits: false, posted: null, isUnsure: false } as const

/** It was taken. */
async function noted(
  { id, state, noticed: { version } }: AlertEnvelope,
  at: string,
  register: ProcessorPorts['register'],
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const entry = await toldEntry(register, id, signal)
    if (entry === undefined || (entry.told.posted?.version ?? 0) >= version) return
    const posted = { version, state, at }
    const told = {
      ...entry.told,
      seen: Math.max(version, entry.told.seen),
      waits: false,
      posted,
      isUnsure: false,
    }
    if (await writeTold(register, told, { from: entry.guard, at }, signal)) return
  }
}

function postingOf(alert: AlertEnvelope): { readonly key: string; readonly body: string } {
  return {
    key: `${alert.id}/${alert.noticed.version}`,
    body: canonicalJson({ ...alert, text: alertText(alert) }),
  }
}

const noticed: Shape = record({ version: revision })
/** `schemas/alert.schema.json`, as far as telling relies on it. */
const alertShape: Shape = record(
  {
    id: name,
    election: name,
    rule: name,
    severity: name,
    key: resultKey,
    state: name,
    words: text,
    since: instant(),
    noticed,
    revision,
    saidAt: instant(),
  },
  { table: list(list(text)) },
)
