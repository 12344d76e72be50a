import type { Config } from '../config.ts'
import { currentResults, isLive, type LiveCurrent } from '../entry/current-results.ts'
import type { Homes } from '../entry/homes.ts'
import { stepsOf } from '../entry/why.ts'
import type { Alert } from '../model/alert.ts'
import type { Override, Source } from '../model/current.ts'
import { contestAndUnit, type FeedId, type ResultKey } from '../model/ids.ts'
import { electionIds } from '../process/election-ids.ts'
import { alertAt, alertEntries } from '../register/alert-entries.ts'
import { currentAt, currentContests, currentElections, currentEntries } from '../register/current-entries.ts'
import { overrideEntry } from '../register/override-entries.ts'
import type { ListedResult } from '../results/store.ts'
import { explain } from './explain.ts'
import type { Explained } from './explained.ts'
import { type FigureAsked, type FigureFound, figureIn } from './figure.ts'
import { type TimeMeant, timeOfNight } from './time-meant.ts'

/** A current figure, and what it leads to. */
export interface CurrentWhy {
  readonly result: LiveCurrent
  readonly selection: string
  readonly mode: FigureFound['mode']
  /** Doubts about its result that are open, or were and a person acted on, as they stood then. */
  readonly alerts: readonly Alert[]
  /** The person's word that it rests on. */
  readonly override: Override | undefined
  /** The current results of the units that it is the sum of. */
  readonly parts: readonly LiveCurrent[]
  /** What the feed says that it was taken from, down to the bytes. Undefined: it is of no feed, or that feed's store has lost it. */
  readonly explained: Explained | undefined
}

interface Asked {
  readonly figure: string
  /** ISO 8601. Undefined: now. */
  readonly at: string | undefined
  readonly steps: number
}

/** The moment that a person means by a time, on the clocks of the election that the figure is of. CLI_USAGE. */
export async function whichMoment(
  { figure, time }: FigureAsked,
  { register, desk }: Homes,
  signal: AbortSignal,
): Promise<TimeMeant | undefined> {
  if (time === undefined) return undefined
  let night = { date: '', timezone: undefined as string | undefined }
  for await (const id of currentElections(register, signal)) {
    for await (const contest of currentContests(register, id, signal)) {
      if (!figure.startsWith(`${contest}/`)) continue
      const { election, timezone } = desk(id)
      night = { date: election.date, timezone }
    }
  }
  return timeOfNight(time, night)
}

/** Undefined: nothing current has this name. Of several elections the last counts, by its id. */
export async function currentWhy(
  { figure, at, steps }: Asked,
  homes: Homes,
  config: Config,
  signal: AbortSignal,
): Promise<CurrentWhy | undefined> {
  const { register } = homes
  const isContest = (contest: string): boolean => figure.startsWith(`${contest}/`)
  let found: (Pick<FigureFound, 'selection' | 'mode'> & { readonly result: LiveCurrent }) | undefined
  for await (const one of currentResults(register, { isContest, at: () => at }, signal)) {
    const named = isLive(one) ? figureIn(figure, one) : undefined
    // The longest contest and unit that it begins with.
    if (named !== undefined && isLive(one) && one.key.length >= (found?.result.key.length ?? 0))
      found = { ...named, result: one }
  }
  if (found === undefined) return undefined
  const { result, selection, mode } = found
  const { source, election, key } = result
  const alerts: Alert[] = []
  for await (const now of alertEntries(register, election, key, signal)) {
    const then = at === undefined ? now : await alertAt(register, election, now.alert.id, at, signal)
    if (then !== undefined) alerts.push(then.alert)
  }
  const set = source.kind === 'override' ? source.override : undefined
  const override = set === undefined ? undefined : await overrideEntry(register, election, set, signal)
  const under = sourceUnder(source)
  const isSum = under?.kind === 'units' || under?.computed === true
  const parts = isSum ? await partsOf(result, at, homes, signal) : []
  const isOfParts = parts.length > 0
  return {
    result,
    selection,
    mode,
    alerts: alerts.filter((one) => one.state === 'open' || one.released !== undefined),
    override: override?.override,
    parts,
    explained:
      under?.kind === 'feed' && !isOfParts
        ? await ofFeed(found, under, { figure, at, steps }, homes, config, signal)
        : undefined,
  }
}

/** What a person's word stands over. */
function sourceUnder(source: Source): Exclude<Source, { readonly kind: 'override' }> | null {
  return source.kind === 'override' ? source.over && sourceUnder(source.over) : source
}

async function partsOf(
  { election, key }: LiveCurrent,
  at: string | undefined,
  { register }: Homes,
  signal: AbortSignal,
): Promise<readonly LiveCurrent[]> {
  const { contest, unit } = contestAndUnit(key)
  const parts: LiveCurrent[] = []
  for await (const { envelope } of currentEntries(register, election, contest, unit, signal)) {
    const then =
      at === undefined ? envelope : (await currentAt(register, election, envelope.key, at, signal))?.envelope
    if (then !== undefined && isLive(then)) parts.push(then)
  }
  return parts
}

/** In the ids of the feed, at the revision that counts: newer ones may be in doubt. */
async function ofFeed(
  { result, selection, mode }: Pick<CurrentWhy, 'result' | 'selection' | 'mode'>,
  source: Extract<Source, { readonly kind: 'feed' }>,
  { at, steps }: Asked,
  homes: Homes,
  config: Config,
  signal: AbortSignal,
): Promise<Explained | undefined> {
  const { feed, computed } = source
  const crosswalk = homes.desk(result.election).crosswalks[feed]
  const key = electionIds(crosswalk).theirs(result.key)
  const { contest } = contestAndUnit(result.key)
  const ours = Object.entries(crosswalk?.selections[contest] ?? {})
  const theirs = ours.find(([, id]) => id === selection)?.[0] ?? selection
  const results = computed ? await resultsOf(feed, key, homes, signal) : []
  const said = computed
    ? results.find((one) => one.key === key && one.derived)
    : await saidAt(feed, key, source.revision, homes, signal)
  if (said === undefined) return undefined
  return await explain(
    { result: said, selection: theirs, mode },
    { results, at, steps },
    homes,
    config,
    signal,
  )
}

/** Those of the contest, now: the parts of a sum are among them. */
async function resultsOf(
  feed: FeedId,
  key: ResultKey,
  { results }: Homes,
  signal: AbortSignal,
): Promise<readonly ListedResult[]> {
  const { contest } = contestAndUnit(key)
  return await Array.fromAsync(results.list({ feed, contest }, signal))
}

/** From the archive, which keeps every revision: the store of results may be ahead, or lost. */
async function saidAt(
  feed: FeedId,
  key: ResultKey,
  revision: number,
  { archive }: Homes,
  signal: AbortSignal,
): Promise<ListedResult | undefined> {
  for await (const { change, capturedAt } of stepsOf(feed, key, revision, archive, signal)) {
    const { record } = change
    return record === null ? undefined : { feed, key, revision, capturedAt, record, derived: false }
  }
  return undefined
}
