import { canonicalJson } from '../../flow/canonical-json.ts'
import type { ResultKey } from '../../model/ids.ts'
import { currentElections, currentEntry } from '../../register/current-entries.ts'
import { overrideEntries, overrideInForce } from '../../register/override-entries.ts'
import { usableEntries } from '../../register/usable-entries.ts'
import { everySpan, followStatus } from './follow-status.ts'
import type { Ports } from './read-keys.ts'
import { recompute } from './recompute.ts'
import { usabilityOf } from './usability.ts'

/**
 * What no message tells, since only time has passed: a feed that fell silent, figures of a person that have ended. `now` is
 * ISO 8601. To be called every few seconds; where nothing has changed it only reads.
 */
export async function tick(ports: Ports, now: string, signal: AbortSignal): Promise<void> {
  const spans = await everySpan(ports, signal)
  const known = new Map<string, string>()
  for await (const { feed, usability } of usableEntries(ports.register, signal))
    known.set(feed, canonicalJson(usability))
  for (const status of await ports.results.statuses(signal)) {
    const is = canonicalJson(usabilityOf(status, now, spans))
    if (is === known.get(status.feed)) continue
    // oxlint-disable-next-line no-await-in-loop -- few change at one time
    await followStatus(ports, status.feed, now, spans, signal)
  }
  for await (const election of currentElections(ports.register, signal)) {
    const keys = await overdue(ports, election, now, signal)
    if (keys.length > 0) await recompute(ports, election, keys, signal)
  }
}

/** Keys at which another override stands than the one that counts, or none. */
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
    const source = (await currentEntry(register, election, key, signal))?.body.source
    const stands = source?.kind === 'override' ? source.override : undefined
    if (counts?.id !== stands) found.push(key)
  }
  return found
}
