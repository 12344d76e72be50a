import { backlog, notAsked, stuckIn, toldOf } from '../entry/backlog.ts'
import { type CurrentAsked, type CurrentResult, currentResults, isLive } from '../entry/current-results.ts'
import type { Homes } from '../entry/homes.ts'
import { nearId } from '../entry/near-id.ts'
import { outlived } from '../entry/outlived.ts'
import { peekHead } from '../entry/peek-head.ts'
import { shownCurrent } from '../entry/shown-current.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import { renderJson, renderText } from '../errors/render.ts'
import { near } from '../flow/near.ts'
import type { Override } from '../model/current.ts'
import { contestAndUnit } from '../model/ids.ts'
import { type Call, type Exit, exit } from './command.ts'
import { currentCsv, currentData } from './current-flat.ts'
import { handText } from './current-single.ts'
import { showCurrent } from './current-tables.ts'
import type { ResultsOptions } from './feed-results.ts'
import { behindAmong, behindText, nothingYet } from './nothing-yet.ts'
import { outlivedData, outlivedText } from './overrides-shown.ts'
import { figureLines } from './results-flat.ts'
import { isNamed } from './results-shown.ts'
import { type TimeMeant, timeOfNight } from './time-meant.ts'
import { uncheckedSince } from './unchecked-since.ts'
import { unprocessedText } from './unprocessed-text.ts'

/** What is current, or was: arbitrated, free of doubt or marked, whatever each feed says. */
export async function showCurrentResults(
  options: ResultsOptions,
  time: string | undefined,
  elections: readonly string[],
  homes: Homes,
  { config, out, clock, signal }: Pick<Call, 'config' | 'out' | 'clock' | 'signal'>,
): Promise<Exit> {
  const { election } = options
  if (election !== undefined && !elections.includes(election))
    throw feedError('CLI_ELECTION_UNKNOWN', { election, near: near(election, elections), known: elections })
  const moments = momentsOf(
    time,
    elections.filter((one) => election === undefined || one === election),
    homes,
  )
  const asked: CurrentAsked = { election, at: (one) => moments.get(one)?.at }
  const wanted = await wantedOf(asked, options, homes, signal)
  const live = wanted.filter(isLive)
  const shown = wanted.flatMap(shownCurrent)
  const feeds = await Array.fromAsync(homes.state.feeds(signal))
  const behind = time === undefined ? await behindAmong(feeds, homes, clock, signal) : []
  const damaged: FeedError[] = []
  for (const feed of time === undefined ? feeds : []) {
    const { damage } = await peekHead(feed, homes.state, signal)
    if (damage !== undefined) damaged.push(damage)
  }
  const left = time === undefined ? await backlog(homes, [], clock.now(), signal) : notAsked
  const outlasting =
    time === undefined ? await outlived(homes.register, clock.now().toISOString(), signal) : []
  const stillSet = outlasting.filter((one) => wanted.some((shows) => isBy(one, shows)))
  const polled = shown.flatMap((one) => one.feeds)
  const unchecked =
    time === undefined ? await uncheckedSince(polled, homes.state, config, clock.now(), signal) : undefined
  out.data({
    at: time === undefined ? null : Object.fromEntries([...moments].map(([id, { at }]) => [id, at])),
    results: wanted.map(currentData),
    behind,
    unprocessed: left.waiting,
    trouble: left.trouble.map(renderJson),
    outlived: stillSet.map(outlivedData),
    uncheckedSince: unchecked ?? null,
    problems: damaged.map(renderJson),
  })
  const isLacking = stuckIn(left).length > 0 || damaged.length > 0 || behind.some(({ isRecent }) => !isRecent)
  const ended = isLacking ? exit.problems : exit.fine
  if (out.json) return ended
  const isRaw = options.csv || options.figures
  const say = (text: string) => (isRaw ? out.aside(text) : out.line(text))
  for (const [id, { words }] of moments) say(`As ${moments.size > 1 ? `${id} ` : 'it '}stood at ${words}.`)
  for (const damage of damaged) say(`${renderText(damage)}\nWhat of it is stale is not known.`)
  for (const one of behind) say(`${one.feed}: ${behindText(one)}`)
  for (const one of toldOf(left)) say(unprocessedText(one))
  for (const problem of left.trouble) say(renderText(problem))
  if (unchecked !== undefined)
    say(`Nothing of this has been checked since ${unchecked}, and should have been: feed status`)
  for (const one of stillSet) say(outlivedText(one))
  if (options.csv) out.raw(currentCsv(live))
  else if (options.figures)
    out.raw(
      figureLines(live, handText)
        .map((line) => `${line}\n`)
        .join(''),
    )
  else if (shown.length > 0) out.next(showCurrent(shown, options.all, out))
  else {
    const [moment] = [...moments.values()]
    out.next(
      wanted.length > 0
        ? 'Nobody reports it any more. What became of it: feed why, or feed results --at TIME'
        : await nothingYet(feeds, moment?.at, homes, config, signal),
    )
  }
  return ended
}

const isBy = ({ id, election }: Override, one: CurrentResult): boolean =>
  one.election === election && one.source.kind === 'override' && one.source.override === id

/** By election: the same words may mean another moment in each. */
function momentsOf(
  time: string | undefined,
  elections: readonly string[],
  { desk }: Homes,
): ReadonlyMap<string, TimeMeant> {
  if (time === undefined) return new Map()
  return new Map(
    elections.map((id) => {
      const { election, timezone } = desk(id)
      return [id, timeOfNight(time, { date: election.date, timezone })]
    }),
  )
}

/** Of a night with millions of results only what may be shown is kept in memory. CLI_NAME_UNKNOWN where a name fits none. */
async function wantedOf(
  asked: CurrentAsked,
  { contest, unit }: ResultsOptions,
  { register }: Homes,
  signal: AbortSignal,
): Promise<readonly CurrentResult[]> {
  const wanted: CurrentResult[] = []
  const names = { contests: new Set<string>(), units: new Set<string>() }
  for await (const one of currentResults(register, asked, signal)) {
    const ids = contestAndUnit(one.key)
    names.contests.add(ids.contest)
    if (!isNamed(contest, ids.contest, one.record?.contest.name ?? one.named?.contest ?? '')) continue
    names.units.add(ids.unit)
    if (isNamed(unit, ids.unit, one.record?.unit.name ?? one.named?.unit ?? '')) wanted.push(one)
  }
  if (wanted.length > 0 || names.contests.size === 0) return wanted
  const [what, name, known] =
    names.units.size === 0
      ? (['contest', contest, [...names.contests]] as const)
      : (['unit', unit, [...names.units]] as const)
  const word = name ?? ''
  const feeds = 'the election'
  throw feedError('CLI_NAME_UNKNOWN', { what, name: word, feeds, near: nearId(word, known), known })
}
