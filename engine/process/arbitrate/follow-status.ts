import { canonicalJson } from '../../flow/canonical-json.ts'
import type { Scope } from '../../model/hold.ts'
import { contestAndUnit, type FeedId, type ResultKey } from '../../model/ids.ts'
import { currentElections } from '../../register/current-entries.ts'
import { type Usability, usableEntry, usableIn } from '../../register/usable-entries.ts'
import { electionIds } from '../election-ids.ts'
import type { Ports } from './read-keys.ts'
import { recompute } from './recompute.ts'
import { spansOf, usabilityOf } from './usability.ts'

/** So many keys are decided together. */
const keysAtOnce = 500

/** Of all elections of which something stands: how long a feed may not be checked. */
export async function everySpan({ register, desk }: Ports, signal: AbortSignal): Promise<readonly number[]> {
  const elections = await Array.fromAsync(currentElections(register, signal))
  return spansOf(elections.flatMap((election) => desk(election).sources))
}

/**
 * Keeps what speaks against a feed at a moment (ISO 8601), and where that has changed decides anew what stands of whatever
 * the feed reports. It counts as told only when that is done.
 */
export async function followStatus(
  ports: Ports,
  feed: FeedId,
  at: string,
  spans: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    // Before the status: who writes after somebody that has read a newer one is refused.
    // oxlint-disable-next-line no-await-in-loop -- until nobody comes between
    const before = await usableEntry(ports.register, feed, signal)
    // oxlint-disable-next-line no-await-in-loop -- until nobody comes between
    const status = await ports.results.status(feed, signal)
    if (status === undefined) return
    const now = usabilityOf(status, at > status.saidAt ? at : status.saidAt, spans, before.usability)
    const isSame = canonicalJson(now) === canonicalJson(before.usability)
    // Also where nothing is new: who has read an older status, and writes later, is refused by it.
    const write = { id: feed, from: before.guard, at, body: now }
    // oxlint-disable-next-line no-await-in-loop -- until nobody comes between
    if ((await ports.register.put(usableIn, [write], signal)).length > 0) continue
    const version = before.version + (isSame && before.guard > 0 ? 0 : 1)
    const isDone = isSame && before.told === before.version
    if (isDone && before.told === version) return
    const isWhole = before.told < before.version || isLateOtherwise(now, before.usability)
    const scopes = isDone ? [] : isWhole ? [{}] : scopesChanged(now, before.usability)
    // oxlint-disable-next-line no-await-in-loop -- once
    if (scopes.length > 0) await decideAnew(ports, feed, scopes, signal)
    // oxlint-disable-next-line no-await-in-loop -- once
    await ports.register.tell(usableIn, [{ id: feed, version }], signal)
    return
  }
}

const isLateOtherwise = (one: Usability, other: Usability): boolean =>
  canonicalJson([one.failing, one.silent]) !== canonicalJson([other.failing, other.silent])

/** Of holds that came, went or changed. */
function scopesChanged({ holds: now }: Usability, { holds: before }: Usability): readonly Scope[] {
  const [ours, its] = [now, before].map(
    (holds) => new Map(holds.map((one) => [canonicalJson(one), one.scope])),
  )
  return [
    ...[...(ours ?? [])].flatMap(([text, scope]) => (its?.has(text) ? [] : [scope])),
    ...[...(its ?? [])].flatMap(([text, scope]) => (ours?.has(text) ? [] : [scope])),
  ]
}

async function decideAnew(
  ports: Ports,
  feed: FeedId,
  scopes: readonly Scope[],
  signal: AbortSignal,
): Promise<void> {
  const waiting = new Map<string, ResultKey[]>()
  const decided = async (most: number): Promise<void> => {
    for (const [election, keys] of waiting)
      if (keys.length > most) {
        waiting.delete(election)
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await recompute(ports, election, keys, signal)
      }
  }
  for await (const { key, record } of ports.results.list({ feed }, signal)) {
    if (!scopes.some((scope) => touches(scope, key))) continue
    const { election } = record
    const ours = electionIds(ports.desk(election).crosswalks[feed]).ours(key)
    waiting.set(election, [...(waiting.get(election) ?? []), ours])
    await decided(keysAtOnce)
  }
  await decided(0)
}

function touches({ units, contests }: Scope, key: ResultKey): boolean {
  const { contest, unit } = contestAndUnit(key)
  const lies = units?.some((one) => unit === one || unit.startsWith(`${one}/`)) ?? true
  return lies && (contests?.includes(contest) ?? true)
}
