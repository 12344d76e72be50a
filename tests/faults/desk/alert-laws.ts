import type { AlertEnvelope } from '../../../engine/model/alert.ts'
import { topics } from '../../../engine/model/envelope.ts'
import { type AlertEntry, alertEntries } from '../../../engine/register/alert-entries.ts'
import { differ, isBehind, type Known, keysOf, type Possible, possible, totalOf } from './current-oracle.ts'
import { election } from './election.ts'
import type { NightHomes } from './homes.ts'
import { messagesOf } from './poison.ts'

const { signal } = new AbortController()

/** What is open is what is found in the end, no more and no less, and whoever follows the topic knows it. */
export async function brokenAlerts(known: Known, homes: NightHomes): Promise<readonly string[]> {
  const entries = await Array.fromAsync(alertEntries(homes.register, election, undefined, signal))
  const open = new Set(entries.filter(({ alert }) => alert.state === 'open').map(nameOf))
  const wanted = new Set(keysOf().flatMap((key) => findings(known, key)))
  return [
    ...[...wanted].filter((one) => !open.has(one)).map((one) => `the alerts: ${one} is missing`),
    ...[...open]
      .filter((one) => !wanted.has(one))
      .map((one) => `the alerts: ${one} is open, and nothing is found`),
    ...(await brokenNews(entries, homes)),
  ]
}

const nameOf = ({ alert: { rule, key, feed } }: AlertEntry): string => `${rule} ${key} ${feed ?? ''}`

function findings(
  known: Known,
  { contest, unit }: { readonly contest: string; readonly unit: string },
): readonly string[] {
  const key = `${contest}|${unit}`
  const all = possible(known, contest, unit)
  const usable = all.filter(({ isTroubled }) => !isTroubled)
  const feeds = usable.filter(({ kind }) => kind !== 'units')
  const begun = feeds.filter(({ votes }) => totalOf(votes) > 0)
  const isApart =
    feeds.length > 1 && begun.some((one) => begun.some((other) => differ(one.votes, other.votes)))
  return [
    ...all.filter(({ isDoubtful }) => isDoubtful).map(({ feed }) => `too_many ${key} ${feed}`),
    ...(isApart ? [`sources_disagree ${key} `] : []),
    ...(feeds.length > 1 && standsBehind(known, key, usable) ? [`source_behind ${key} `] : []),
  ]
}

/** Another stands than the best, since that one is behind. */
function standsBehind({ entries }: Known, key: string, usable: readonly Possible[]): boolean {
  const [best] = usable
  const source = entries.get(key)?.envelope.source
  const stands = usable.find(({ feed, kind }) =>
    source?.kind === 'feed' ? feed === source.feed && kind !== 'units' : kind === 'units',
  )
  return best !== undefined && stands !== undefined && stands !== best && isBehind(best.votes, stands.votes)
}

/** What there was to tell last of each was told, and nothing after it. */
async function brokenNews(entries: readonly AlertEntry[], homes: NightHomes): Promise<readonly string[]> {
  const said = (await messagesOf(homes, topics.alerts)).map(({ value }) => JSON.parse(value) as AlertEnvelope)
  const byId = Map.groupBy(said, ({ id }) => id)
  return entries.flatMap(({ alert, version }) => {
    const last = byId.get(alert.id)?.toSorted((one, other) => other.revision - one.revision)[0]
    if (last === undefined) return [`the alerts: nobody was told of ${alert.id}`]
    if (last.revision < alert.noticed.version || last.revision > version || last.state !== alert.state)
      return [
        `the alerts: ${alert.id} is ${alert.state} (${alert.noticed.version}), ${last.state} (${last.revision}) was told`,
      ]
    return []
  })
}
