import { join } from 'node:path'
import type { Alert } from '../../../engine/model/alert.ts'
import type { Message } from '../../../engine/model/envelope.ts'
import { resultKey } from '../../../engine/model/ids.ts'
import { plainDesk } from '../../../engine/plan/desk.ts'
import { tell, tellWaiting } from '../../../engine/process/tell/tell.ts'
import { type Posting, type Webhook, webhookOver } from '../../../engine/process/tell/webhook.ts'
import { alertEntry, alertHistory, writeAlerts } from '../../../engine/register/alert-entries.ts'
import { sqliteRegister } from '../../../engine/register/sqlite.ts'
import { environmentSecrets } from '../../../engine/secrets/environment.ts'
import { manualClock } from '../../helpers/manual-clock.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

const { signal } = new AbortController()
export const election = 'us-2024-11-05-general'
export const alert = (more: Partial<Alert> = {}): Alert => ({
  id: 'a-1a2b3c4d5e6f70',
  election,
  rule: 'registered',
  about: '',
  measure: 5_120,
  limit: 4_300,
  words: 'Harbor, US PRESIDENT: 5,120 votes, of 4,300 registered',
  severity: 'alert',
  key: resultKey('zz/us-president', 'zz/county:harbor'),
  feed: null,
  state: 'open',
  since: '2024-11-06T02:00:00.000Z',
  noticed: { version: 1, measure: 5_120 },
  ...more,
})

/** The far side of the webhook, and what reaches it. */
export interface Desk {
  readonly address: string
  readonly secret?: string
}

/** A register, a clock in the first hour of the window, and the processor over a webhook at this address. */
export function newTelling({ address, secret }: Desk, wrap: (inner: Webhook) => Webhook = (inner) => inner) {
  const clock = manualClock({ start: '2024-11-06T01:00:00Z', auto: true })
  const register = sqliteRegister(join(temporaryFolder('tell'), 'register.sqlite'))
  const secrets = environmentSecrets(
    secret === undefined ? {} : { CANVASS_SECRET_CANVASS_ALERT_WEBHOOK: secret },
  )
  const webhook = wrap(webhookOver({ address, secrets, clock, timeout: 300 }))
  const alertWindows = [{ from: '2024-11-06T00:30:00Z', to: '2024-11-07T17:00:00Z' }]
  const desk = (id: string) => ({ ...plainDesk(id), alertWindows })
  const ports = { register, clock, webhook, desk }
  const told = tell.make(ports)
  return {
    clock,
    /** Writes it into the register, as quality does, and answers with the message about it. */
    async found(one: Alert): Promise<Message> {
      const entry = await alertEntry(register, election, one.id, signal)
      const version = (entry?.version ?? 0) + 1
      const noticed = { ...one.noticed, version }
      const write = { alert: { ...one, noticed }, from: entry?.guard ?? 0, at: clock.now().toISOString() }
      await writeAlerts(register, election, [write], signal)
      const [newest] = (await Array.fromAsync(alertHistory(register, election, one.id, signal))).toReversed()
      const envelope = { ...newest?.alert, revision: newest?.version, saidAt: newest?.at }
      return { key: one.id, id: `${one.id}/${version}`, value: JSON.stringify(envelope), headers: {} }
    },
    tell: (...messages: readonly Message[]) => told(messages, signal),
    wait: () => tellWaiting(ports, signal),
    [Symbol.asyncDispose]: () => register[Symbol.asyncDispose](),
  }
}

/** A webhook in memory that keeps what it was given: for what does not depend on HTTP. */
export function keptPostings() {
  const postings: Posting[] = []
  const keep = (): Webhook => ({ post: async (posting) => void postings.push(posting) })
  return { keys: () => postings.map(({ key }) => key), postings, keep }
}
