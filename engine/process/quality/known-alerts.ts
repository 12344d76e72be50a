import { inParallel } from '../../flow/in-parallel.ts'
import type { ResultKey } from '../../model/ids.ts'
import { type AlertEntry, alertEntries } from '../../register/alert-entries.ts'
import type { Register } from '../../register/register.ts'
import { readsAtOnce } from './asked.ts'

/** For more keys than this all alerts of the election are read at once: there are far fewer of them than keys. */
const mostByKey = 50

/** The alerts there are, by key. */
export async function knownAlerts(
  register: Register,
  election: string,
  keys: ReadonlySet<ResultKey>,
  signal: AbortSignal,
): Promise<ReadonlyMap<ResultKey, readonly AlertEntry[]>> {
  if (keys.size > mostByKey) {
    const all = await Array.fromAsync(alertEntries(register, election, undefined, signal))
    return Map.groupBy(all, ({ alert }) => alert.key)
  }
  const read = async (key: ResultKey) =>
    [key, await Array.fromAsync(alertEntries(register, election, key, signal))] as const
  return new Map(await inParallel([...keys], readsAtOnce, read))
}
