import { canonicalJson } from '../../../engine/flow/canonical-json.ts'
import type { CurrentEnvelope } from '../../../engine/model/current.ts'
import { type FeedStatus, topics } from '../../../engine/model/envelope.ts'
import { type ResultKey, resultKey } from '../../../engine/model/ids.ts'
import {
  type CurrentEntry,
  currentEntries,
  currentHistory,
} from '../../../engine/register/current-entries.ts'
import { isBehind, type Known, keysOf, type Possible, possible, totalOf, votesIn } from './current-oracle.ts'
import { contests, election, mostVotes, typeOf, units } from './election.ts'
import type { NightHomes } from './homes.ts'
import type { Night } from './night.ts'
import { figuresOf } from './oracle.ts'
import { messagesOf } from './poison.ts'

const { signal } = new AbortController()

/** Everything from which what stands follows, as it is at the end. */
export async function knownOf(
  { sayings, publications }: Pick<Night, 'sayings' | 'publications'>,
  { register }: NightHomes,
): Promise<Known> {
  const entries = new Map<string, CurrentEntry>()
  for (const contest of contests)
    for await (const entry of currentEntries(register, election, contest, undefined, signal))
      entries.set(entry.envelope.key, entry)
  const statuses = new Map<string, FeedStatus>()
  for (const { topic, messages } of publications)
    for (const { id, value } of topic === topics.status ? messages : []) {
      if (id.startsWith('garbage-')) continue
      const status = JSON.parse(value) as FeedStatus
      const { revision = 0, saidAt = '' } = statuses.get(status.feed) ?? {}
      const isNewer = status.revision > revision || (status.revision === revision && status.saidAt > saidAt)
      if (isNewer) statuses.set(status.feed, status)
    }
  return { figures: figuresOf(sayings), sayings, statuses, entries }
}

/** What stands is what one source says that may count, whole; and where none can be used, it is seen to be stale. */
export const brokenCurrent = (known: Known): readonly string[] =>
  keysOf().flatMap(({ contest, unit }) => {
    const key = `${contest}|${unit}`
    const entry = known.entries.get(key)
    const all = possible(known, contest, unit)
    const usable = all.filter(({ isTroubled }) => !isTroubled)
    const [best] = usable
    const wrong =
      best === undefined
        ? wrongWithoutUsable(entry, all)
        : wrongAmong(entry, [best, ...usable.filter((one) => isBehind(best.votes, one.votes))])
    const found = wrong ?? (entry && wrongStanding(entry, known, unit))
    return found === undefined ? [] : [`current: ${key} ${found}; ${JSON.stringify(all)}`]
  })

function wrongAmong(entry: CurrentEntry | undefined, allowed: readonly Possible[]): string | undefined {
  const is = shown(entry)
  return allowed.some((one) => is === shownAs(one))
    ? undefined
    : `is ${is}, and should be ${allowed.map(shownAs).join(' or ')}`
}

const shownAs = ({ feed, kind, votes }: Possible): string => `${feed} ${kind} ${votes.join('+')}`

function shown(entry: CurrentEntry | undefined): string {
  const votes = votesIn(entry)
  if (entry === undefined || votes === undefined) return 'nothing'
  const { source } = entry.envelope
  const kind = source.kind === 'feed' ? (source.computed ? 'sum of one feed' : 'own') : source.kind
  return `${source.kind === 'feed' ? source.feed : 'units'} ${kind} ${votes.join('+')}`
}

function wrongWithoutUsable(entry: CurrentEntry | undefined, all: readonly Possible[]): string | undefined {
  const votes = votesIn(entry)
  if (all.length === 0) return votes === undefined ? undefined : `is ${shown(entry)}, and nobody reports it`
  if (entry?.envelope.stale.length === 0)
    return `is ${shown(entry)}, which is held, and is not marked as stale`
  if (entry === undefined) return 'is missing, and somebody reports it'
  const source = shown(entry).split(' ')[0]
  const isLastGood = all.some(({ feed, isDoubtful }) => feed === source && isDoubtful)
  const isHeldBack = all.some((one) => shownAs(one) === shown(entry) && !one.isDoubtful)
  return votes === undefined || isLastGood || isHeldBack
    ? undefined
    : `is ${shown(entry)}, and all of it is in doubt`
}

/** Shares, leaders, the margin, and how many units are in it. */
function wrongStanding({ envelope }: CurrentEntry, { entries }: Known, unit: string): string | undefined {
  const { key, standing, completeness } = envelope
  const votes = votesIn(entries.get(key))
  if (votes === undefined) return standing === null ? undefined : 'has a standing and no figures'
  const [jones, smith] = votes
  const leaders =
    totalOf(votes) === 0 ? '' : jones === smith ? 'jones smith' : jones > smith ? 'jones' : 'smith'
  const margin = totalOf(votes) === 0 ? null : Math.abs(jones - smith)
  if (
    standing?.votes !== totalOf(votes) ||
    standing.leaders.join(' ') !== leaders ||
    standing.margin !== margin
  )
    return `has the standing ${JSON.stringify(standing)} of ${votes.join('+')}`
  const { partsPresent } = completeness
  const [contest = ''] = key.split('|')
  const present = units.filter(
    (one) =>
      one.startsWith(`${unit}/`) &&
      !one.slice(unit.length + 1).includes('/') &&
      votesIn(entries.get(`${contest}|${one}`)),
  ).length
  return (partsPresent ?? 0) === present
    ? undefined
    : `has ${partsPresent} units within, of ${present} that stand`
}

/** Every version was said, the highest is what stands, each says the same wherever it is said, and nothing in doubt ever was. */
export async function brokenTopic(known: Known, homes: NightHomes): Promise<readonly string[]> {
  const said = (await messagesOf(homes, topics.current)).map(
    ({ value }) => JSON.parse(value) as CurrentEnvelope,
  )
  const byKey = Map.groupBy(said, ({ key }) => key)
  const broken: string[] = []
  for (const { contest, unit } of keysOf()) {
    const key: ResultKey = resultKey(contest, unit)
    const kept = new Map<number, string>()
    for await (const envelope of currentHistory(homes.register, election, key, signal))
      kept.set(envelope.revision, canonicalJson(envelope))
    const heard = byKey.get(key) ?? []
    for (const one of heard)
      if (kept.get(one.revision) !== canonicalJson(one))
        broken.push(
          `current: ${one.id} was said, and is not what stood: ${kept.get(one.revision)} ${canonicalJson(one)}`,
        )
    const revisions = new Set(heard.map(({ revision }) => revision))
    for (const revision of kept.keys())
      if (!revisions.has(revision)) broken.push(`current: revision ${revision} of ${key} was never said`)
    const highest = Math.max(0, ...revisions)
    const stands = known.entries.get(key)?.envelope.revision ?? 0
    if (highest !== stands)
      broken.push(`current: revision ${stands} of ${key} stands, ${highest} was said last`)
    broken.push(...brokenSwitches(known, heard))
    const isPrecinct = typeOf(unit) === 'precinct'
    for (const { id, record } of isPrecinct ? heard : []) {
      const votes = record?.selections.reduce((sum, one) => sum + one.votes.total, 0) ?? 0
      if (votes > mostVotes) broken.push(`current: ${id} says ${votes} votes, which the rule keeps back`)
    }
  }
  return broken
}

/** Who takes over by rank alone must have caught up with what the one before has said by then. */
function brokenSwitches({ sayings }: Known, heard: readonly CurrentEnvelope[]): readonly string[] {
  const byRevision = new Map(heard.map((one) => [one.revision, one]))
  return heard.flatMap((now) => {
    const before = byRevision.get(now.previous ?? 0)
    const { switched, record } = now
    const isNew = canonicalJson(before?.switched ?? null) !== canonicalJson(switched)
    if (!isNew || !(switched?.why === 'PRIORITY' || switched?.why === 'ORDER_CHANGED')) return []
    const { from } = switched
    const mine = recordVotes(record)
    if (from.kind !== 'feed' || from.computed || mine === undefined) return []
    const its = sayings.filter(
      ({ reporter, contest, unit, revision }) =>
        reporter.feed === from.feed &&
        revision >= from.revision &&
        now.key === resultKey(reporter.ours.contests[contest] ?? contest, reporter.ours.units[unit] ?? unit),
    )
    const hasCaughtUp = its.some(({ votes }) => votes === null || !isBehind(mine, votes))
    return hasCaughtUp ? [] : [`current: ${now.id} took over from ${from.feed}, and is behind it`]
  })
}

function recordVotes(record: CurrentEnvelope['record']): readonly [number, number] | undefined {
  const [jones, smith] = record?.selections.map(({ votes }) => votes.total) ?? []
  return jones === undefined || smith === undefined ? undefined : [jones, smith]
}
