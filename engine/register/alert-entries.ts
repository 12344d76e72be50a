import { createHash } from 'node:crypto'
import type { Alert } from '../model/alert.ts'
import type { FeedId, ResultKey } from '../model/ids.ts'
import type { Entry, Register } from './register.ts'

/** The partition that keeps what is in doubt in an election. */
export const alertsIn = (election: string): string => `alerts|${election}`

/** As it stands in the register, or stood. */
export interface AlertEntry extends Pick<Entry, 'version' | 'guard' | 'at' | 'told'> {
  readonly alert: Alert
}

/** What becomes of an alert: `from` is the guard that was read before anything that it follows from. */
export interface AlertWrite {
  readonly alert: Alert
  readonly from: number
  readonly at: string
}

/** The same for the same doubt, in every process. */
export function alertId(
  election: string,
  { rule, key, feed, about }: Pick<Alert, 'rule' | 'key' | 'about'> & { readonly feed: FeedId | null },
): string {
  const text = [election, rule, key, feed ?? '', about].join('\n')
  return `a-${createHash('sha256').update(text).digest('hex').slice(0, 14)}`
}

/** Those of an election, or of one key of it, by id: also those that are cleared. */
export async function* alertEntries(
  register: Register,
  election: string,
  key: ResultKey | undefined,
  signal: AbortSignal,
): AsyncIterable<AlertEntry> {
  const options = key === undefined ? {} : { group: key }
  for await (const entry of register.list(alertsIn(election), options, signal)) {
    const found = entryOf(entry)
    if (found !== undefined) yield found
  }
}

/** Undefined: there is none with this id. */
export async function alertEntry(
  register: Register,
  election: string,
  id: string,
  signal: AbortSignal,
): Promise<AlertEntry | undefined> {
  const entry = await register.get(alertsIn(election), id, signal)
  return entry && entryOf(entry)
}

/** As it stood at a moment (ISO 8601). Undefined: there was none yet. */
export async function alertAt(
  register: Register,
  election: string,
  id: string,
  time: string,
  signal: AbortSignal,
): Promise<AlertEntry | undefined> {
  const entry = await register.at(alertsIn(election), id, time, signal)
  return entry && entryOf(entry)
}

/** Everything that was found and done under an id, oldest first. */
export async function* alertHistory(
  register: Register,
  election: string,
  id: string,
  signal: AbortSignal,
): AsyncIterable<AlertEntry> {
  for await (const entry of register.history(alertsIn(election), id, signal)) {
    const found = entryOf(entry)
    if (found !== undefined) yield found
  }
}

/** Answers with the ids that were refused, because somebody else wrote since: read and judge those again. */
export function writeAlerts(
  register: Register,
  election: string,
  writes: readonly AlertWrite[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const bodies = writes.map(({ alert, from, at }) => ({
    id: alert.id,
    from,
    at,
    body: alert,
    group: alert.key,
  }))
  return register.put(alertsIn(election), bodies, signal)
}

const entryOf = ({ body, version, guard, at, told }: Entry): AlertEntry | undefined =>
  body === null ? undefined : { alert: body as Alert, version, guard, at, told }
