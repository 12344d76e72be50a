import type { FeedId, ResultKey } from '../../model/ids.ts'
import { type AlertEntry, alertEntries, writeAlerts } from '../../register/alert-entries.ts'
import { currentContests, currentEntries } from '../../register/current-entries.ts'
import { recompute } from '../arbitrate/recompute.ts'
import { electionIds } from '../election-ids.ts'
import { followAlerts } from '../follow-alerts.ts'
import { publishAlerts } from '../publish-alerts.ts'
import type { JudgePorts } from './judge-all.ts'
import { readingOf } from './reading.ts'

const keysAtOnce = 500

/**
 * What follows at once from another crosswalk of a feed: what it was read as, and is no more, is no longer in doubt, and is
 * decided anew, with all else that was ever heard of it. Under its new keys nothing of it stands before its messages come
 * again: nobody has judged it there.
 */
export async function leaveKeys(
  ports: JudgePorts,
  election: string,
  feed: FeedId,
  signal: AbortSignal,
): Promise<void> {
  await clearLeft(ports, election, feed, signal)
  for await (const contest of currentContests(ports.register, election, signal)) {
    const keys: ResultKey[] = []
    for await (const { body } of currentEntries(ports.register, election, contest, undefined, signal))
      if (Object.hasOwn(body.memory.heard, feed)) keys.push(body.key)
    for (let at = 0; at < keys.length; at += keysAtOnce)
      await recompute(ports, election, keys.slice(at, at + keysAtOnce), signal)
  }
}

/** Alerts about keys as which nothing of the feed reads any more. */
async function clearLeft(
  ports: JudgePorts,
  election: string,
  feed: FeedId,
  signal: AbortSignal,
): Promise<void> {
  const { register, results, clock } = ports
  const desk = ports.desk(election)
  const ids = electionIds(desk.crosswalks[feed])
  const reading = readingOf(results, desk, signal)
  const isLeft = async (key: ResultKey): Promise<boolean> => {
    const theirs = ids.theirs(key)
    return ids.ours(theirs) !== key || (await reading.says({ feed, key: theirs })) === undefined
  }
  let rest = await Array.fromAsync(alertEntries(register, election, undefined, signal))
  while (rest.length > 0) {
    const left: AlertEntry[] = []
    for (const entry of rest) {
      const { alert } = entry
      const isUntold = alert.noticed.version > entry.told
      // oxlint-disable-next-line no-await-in-loop -- those of one feed, and each is mostly read once
      if (alert.feed === feed && (alert.state === 'open' || isUntold) && (await isLeft(alert.key)))
        left.push(entry)
    }
    if (left.length === 0) return
    const at = clock.now().toISOString()
    const writes = left.flatMap((entry) => followAlerts({ election, key: entry.alert.key }, [entry], [], at))
    // oxlint-disable-next-line no-await-in-loop -- what was refused is read again
    const refused = new Set(await writeAlerts(register, election, writes, signal))
    const ours = new Set(left.map(({ alert }) => alert.id))
    // oxlint-disable-next-line no-await-in-loop -- as above
    const all = await Array.fromAsync(alertEntries(register, election, undefined, signal))
    const now = all.filter(({ alert }) => ours.has(alert.id))
    // oxlint-disable-next-line no-await-in-loop -- as above
    await publishAlerts(
      ports,
      election,
      now.filter(({ alert }) => !refused.has(alert.id)),
      signal,
    )
    rest = now.filter(({ alert }) => refused.has(alert.id))
  }
}
