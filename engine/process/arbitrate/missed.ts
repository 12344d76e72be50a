import { canonicalJson } from '../../flow/canonical-json.ts'
import { inParallel } from '../../flow/in-parallel.ts'
import type { FeedId } from '../../model/ids.ts'
import { type AlertEntry, alertEntries } from '../../register/alert-entries.ts'
import type { Read } from './decide.ts'
import { hasParts, type Ports, readsAtOnce, usabilitiesOf } from './read-keys.ts'
import type { Touch } from './touch.ts'
import { doubtAbout } from './trouble.ts'

/**
 * Before an entry is there nothing refuses it: who has learnt meanwhile that a feed is held, that an alert is released, or
 * that something stands in a unit within, came upon a key of which there was nothing to say. So whoever has written the first
 * entry of a key looks once more at all of these. Answers with what is to be decided again.
 */
export async function missed(
  ports: Ports,
  written: readonly Read[],
  signal: AbortSignal,
): Promise<readonly Touch[]> {
  const fresh = written.filter(({ entry }) => entry === undefined)
  const feeds = [...new Set(fresh.flatMap(({ usable }) => [...usable.keys()]))]
  const usable = new Map(await usabilitiesOf(ports, feeds, signal))
  const isOtherwise = (read: Read): boolean =>
    [...read.usable].some(([feed, before]) => canonicalJson(before) !== canonicalJson(usable.get(feed)))
  const found = await inParallel(fresh, readsAtOnce, async (read) => {
    const { touch, memory } = read
    if (isOtherwise(read)) return [touch]
    const { election, key } = touch
    const alerts = await Array.fromAsync(alertEntries(ports.register, election, key, signal))
    if (doubtsOf(read, alerts) !== doubtsOf(read, read.alerts)) return [touch]
    const isUnseen = !memory.hasParts && (await hasParts(ports, touch, signal))
    return isUnseen ? [{ ...touch, hasParts: true }] : []
  })
  return found.flat()
}

/** Of each feed the alert that speaks against it. */
const doubtsOf = ({ usable }: Read, entries: readonly AlertEntry[]): string => {
  const alerts = entries.map(({ alert }) => alert)
  return canonicalJson([...usable.keys()].map((feed: FeedId) => doubtAbout(alerts, feed) ?? null))
}
