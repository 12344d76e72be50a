import { canonicalJson } from '../../flow/canonical-json.ts'
import type { FeedStatus } from '../../model/envelope.ts'
import type { ResultKey } from '../../model/ids.ts'
import { currentElections, currentEntry } from '../../register/current-entries.ts'
import { overrideEntries, overrideInForce } from '../../register/override-entries.ts'
import { type UsableEntry, usableEntries } from '../../register/usable-entries.ts'
import { momentOf } from '../../time/moment.ts'
import { everySpan, followStatus } from './follow-status.ts'
import type { Ports } from './read-keys.ts'
import { recompute } from './recompute.ts'
import { usabilityOf } from './usability.ts'

/** Whoever has begun to decide anew what follows from a status is at it for so long at most, or has ended on the way. */
const mostMilliseconds = 60_000

/**
 * What no message tells, since only time has passed: a feed that fell silent, figures of a person that have ended; and what
 * follows from either, where whoever found it has ended on the way. `now` is ISO 8601; `heard` is the moment up to which
 * the statuses that were said are kept: who has not read them yet can not say that a feed is silent. Without it nobody can.
 * To be called every few seconds; where nothing has changed it only reads.
 */
export async function tick(
  ports: Ports,
  now: string,
  signal: AbortSignal,
  { heard }: { readonly heard: string | undefined } = { heard: now },
): Promise<void> {
  if (heard !== undefined) await followTime(ports, heard, signal)
  for await (const election of currentElections(ports.register, signal)) {
    const keys = await overdue(ports, election, now, signal)
    if (keys.length > 0) await recompute(ports, election, keys, signal)
  }
}

/** Feeds of which something else is true by now than when they last said something. */
async function followTime(ports: Ports, now: string, signal: AbortSignal): Promise<void> {
  const spans = await everySpan(ports, signal)
  const known = new Map<string, UsableEntry>()
  for await (const entry of usableEntries(ports.register, signal)) known.set(entry.feed, entry)
  for (const status of await ports.results.statuses(signal)) {
    if (isFollowed(status, known.get(status.feed), now, spans)) continue
    // oxlint-disable-next-line no-await-in-loop -- few change at one time
    await followStatus(ports, status.feed, now, spans, signal)
  }
}

function isFollowed(
  status: FeedStatus,
  entry: UsableEntry | undefined,
  now: string,
  spans: readonly number[],
): boolean {
  if (entry === undefined) return false
  const at = now > status.saidAt ? now : status.saidAt
  const is = usabilityOf(status, at, spans, entry.usability)
  if (canonicalJson(is) !== canonicalJson(entry.usability)) return false
  return entry.told === entry.version || momentOf(now) - momentOf(entry.at) < mostMilliseconds
}

/** Keys at which another override stands than the one that counts, or none; or what follows from it is not all done. */
async function overdue(
  { register }: Ports,
  election: string,
  now: string,
  signal: AbortSignal,
): Promise<readonly ResultKey[]> {
  const all = await Array.fromAsync(overrideEntries(register, election, undefined, signal))
  const found: ResultKey[] = []
  for (const [key, some] of Map.groupBy(all, ({ override }) => override.key)) {
    const counts = overrideInForce(
      some.map(({ override }) => override),
      now,
    )
    // oxlint-disable-next-line no-await-in-loop -- overrides are few
    const entry = await currentEntry(register, election, key, signal)
    const source = entry?.body.source
    const stands = source?.kind === 'override' ? source.override : undefined
    const isDone = entry === undefined || entry.told === entry.version
    if (counts?.id !== stands || !isDone) found.push(key)
  }
  return found
}
