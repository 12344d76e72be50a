import type { Register } from '../../register/register.ts'
import type { Told } from './to-tell.ts'

/** Of all elections: the id of an alert is of one. */
const partition = 'told'
/** Who waits for a window is listed by this. */
const waiting = 'waiting'

export interface ToldEntry {
  readonly told: Told
  readonly guard: number
}

/** Undefined: nobody has decided on it. */
export async function toldEntry(
  register: Register,
  alert: string,
  signal: AbortSignal,
): Promise<ToldEntry | undefined> {
  const entry = await register.get(partition, alert, signal)
  return entry && { told: entry.body as Told, guard: entry.guard }
}

/** False: somebody else wrote since. */
export async function writeTold(
  register: Register,
  told: Told,
  { from, at }: { readonly from: number; readonly at: string },
  signal: AbortSignal,
): Promise<boolean> {
  const write = { id: told.alert, from, at, body: told, ...(told.waits ? { group: waiting } : {}) }
  return (await register.put(partition, [write], signal)).length === 0
}

/** Those that wait for a window to begin. */
export async function* waitingEntries(register: Register, signal: AbortSignal): AsyncIterable<Told> {
  for await (const { body } of register.list(partition, { group: waiting }, signal)) yield body as Told
}
