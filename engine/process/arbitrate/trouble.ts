import { type Alert, holdsBack } from '../../model/alert.ts'
import type { Stale } from '../../model/current.ts'
import type { SourceOrder } from '../../model/desk.ts'
import type { Scope } from '../../model/hold.ts'
import { contestAndUnit, type FeedId, type ResultKey } from '../../model/ids.ts'
import type { Usability } from '../../register/usable-entries.ts'
import { usualFailing } from './source-order.ts'

/** Why a feed should not be used for a key, by what it says of itself: its key is in its own ids. */
export function troubleWith(
  usability: Usability,
  theirs: ResultKey,
  order: SourceOrder | undefined,
): Stale | undefined {
  const hold = usability.holds.find(({ scope, by }) => covers(scope, theirs, by !== undefined))
  if (hold !== undefined) {
    const who = hold.by === undefined ? 'its checks' : hold.by
    return { why: 'HELD', words: `held by ${who} (${hold.id})`, since: hold.since }
  }
  const { failing, silent } = usability
  if (failing !== null && failing.past >= (order?.freshWithin ?? usualFailing))
    return { why: 'FAILING', words: `its polls fail (${failing.code})`, since: failing.since }
  if (silent !== null && order?.freshWithin !== undefined && silent.past >= order.freshWithin)
    return { why: 'SILENT', words: 'it was not checked since', since: silent.since }
  return undefined
}

/** What a rule keeps back of what a feed says of a key: of this feed, or of all that report it. */
export function doubtAbout(alerts: readonly Alert[], feed: FeedId): Stale | undefined {
  const alert = alerts.find((one) => holdsBack(one) && (one.feed === feed || one.feed === null))
  return alert && { why: 'HELD', words: `held by the rule ${alert.rule} (${alert.id})`, since: alert.since }
}

/** A unit that a person holds stands for all that lies in it. */
function covers({ units, contests }: Scope, key: ResultKey, isByPerson: boolean): boolean {
  const { contest, unit } = contestAndUnit(key)
  const lies = (one: string): boolean => unit === one || (isByPerson && unit.startsWith(`${one}/`))
  return (units?.some(lies) ?? true) && (contests?.includes(contest) ?? true)
}
