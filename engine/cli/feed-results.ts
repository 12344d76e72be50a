import type { Config } from '../config.ts'
import { type FeedHeld, heldOf } from '../entry/held.ts'
import type { Homes } from '../entry/homes.ts'
import { nearId } from '../entry/near-id.ts'
import { peekHead } from '../entry/peek-head.ts'
import { resultsAt } from '../entry/results-at.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import { renderJson, renderText } from '../errors/render.ts'
import { contestAndUnit, type FeedId } from '../model/ids.ts'
import type { ListedResult } from '../results/store.ts'
import { type Call, type Exit, exit } from './command.ts'
import { specPaths } from './feeds.ts'
import { behindAmong, behindText, nothingYet } from './nothing-yet.ts'
import { csvOf, figureLines, resultData } from './results-flat.ts'
import { isWanted, type Wanted, withStale } from './results-shown.ts'
import { showResults } from './results-tables.ts'

/** What a person asks to see. */
export interface ResultsOptions {
  readonly feed: string | undefined
  readonly election: string | undefined
  readonly contest: string | undefined
  readonly unit: string | undefined
  readonly all: boolean
  readonly figures: boolean
  readonly csv: boolean
}

/** What feeds say, whatever is current: each by itself, as tables, or as they were. */
export async function showFeedResults(
  options: ResultsOptions,
  at: string | undefined,
  homes: Homes,
  { config, out, clock, signal }: Pick<Call, 'config' | 'out' | 'clock' | 'signal'>,
): Promise<Exit> {
  const feeds = await feedsAsked(options.feed, config, homes, signal)
  // Of a night with millions of results only what may be shown is kept in memory.
  const ofContest = { contest: options.contest, unit: undefined }
  const some = await listed(feeds, at, homes, (one) => isWanted(one, ofContest), signal)
  const held = new Map<string, FeedHeld>()
  // What was held at a moment of the past is not kept; what is held now says nothing about it.
  const damaged: FeedError[] = []
  if (at === undefined) for (const feed of feeds) damaged.push(...(await noteHeld(feed, homes, held, signal)))
  const behind = at === undefined ? await behindAmong(feeds, homes, clock, signal) : []
  const shown = withStale(some, (feed, key) => held.get(feed)?.staleBy(key))
  const wanted = shown.filter((one) => isWanted(one, options))
  if (wanted.length === 0) {
    const all = await listed(feeds, at, homes, () => true, signal)
    if (all.length > 0) throw nothingOf(options, all)
  }
  out.data({
    at: at ?? null,
    staleIsKnown: at === undefined,
    results: wanted.map(resultData),
    behind,
    problems: damaged.map(renderJson),
  })
  const isMissing = behind.some(({ isRecent }) => !isRecent || wanted.length === 0)
  const ended = damaged.length > 0 || isMissing ? exit.problems : exit.fine
  if (out.json) return ended
  const isRaw = options.csv || options.figures
  const say = (text: string) => (isRaw ? out.aside(text) : out.line(text))
  if (isRaw || wanted.length > 0) for (const one of behind) say(`${one.feed}: ${behindText(one)}`)
  if (options.feed === undefined && wanted.length > 0) say(notCurrent)
  if (at !== undefined && wanted.length > 0) say(staleNotKept)
  if (options.csv) out.raw(csvOf(wanted))
  else if (options.figures)
    out.raw(
      figureLines(wanted)
        .map((line) => `${line}\n`)
        .join(''),
    )
  else if (wanted.length === 0) out.next(await nothingYet(feeds, at, homes, config, signal))
  else {
    const next = showResults(wanted, options.all, out)
    for (const damage of damaged) out.line(`${renderText(damage)}\nWhat of it is stale is not known.`)
    const stale = wanted.filter((one) => one.stale !== undefined && !one.derived).length
    out.next(stale > 0 ? `${stale} stale, held back by a check or a person: feed holds` : next)
  }
  return ended
}

const notCurrent =
  'Nothing of this is current yet: it is what each feed says by itself. It is made current by: feed run'
const staleNotKept = 'What was held at that moment is not kept: these figures may have been stale.'

async function feedsAsked(
  word: string | undefined,
  config: Pick<Config, 'feeds'>,
  { state }: Homes,
  signal: AbortSignal,
): Promise<readonly FeedId[]> {
  const known = await Array.fromAsync(state.feeds(signal))
  if (word === undefined) return known
  const found = known.find((feed) => feed === word)
  if (found !== undefined) return [found]
  // One that is no feed at all is told as every command tells it.
  specPaths([word], config)
  throw feedError('CLI_FEED_NEVER_POLLED', { feed: word })
}

async function listed(
  feeds: readonly FeedId[],
  at: string | undefined,
  { results: store, archive }: Homes,
  isKept: (one: ListedResult) => boolean,
  signal: AbortSignal,
): Promise<readonly ListedResult[]> {
  const kept: ListedResult[] = []
  for (const feed of feeds) {
    const all = at === undefined ? store.list({ feed }, signal) : await resultsAt(feed, at, archive, signal)
    for await (const one of all) if (isKept(one)) kept.push(one)
  }
  return kept
}

/** Notes what of a feed is held; or answers why that can not be known. */
async function noteHeld(
  feed: FeedId,
  { state, archive }: Homes,
  held: Map<string, FeedHeld>,
  signal: AbortSignal,
): Promise<readonly FeedError[]> {
  const { head, damage } = await peekHead(feed, state, signal)
  if (head !== undefined) held.set(feed, await heldOf(feed, head, archive, signal))
  return damage === undefined ? [] : [damage]
}

function nothingOf({ contest, unit }: Wanted, all: readonly ListedResult[]): Error {
  const inContest = all.filter((one) => isWanted(one, { contest, unit: undefined }))
  const what = inContest.length === 0 ? 'contest' : 'unit'
  const among = inContest.length === 0 ? all : inContest
  const name = (what === 'contest' ? contest : unit) ?? ''
  const names = [...new Set(among.map(({ key }) => contestAndUnit(key)[what]))]
  const feeds = listOf([...new Set(among.map(({ feed }) => feed))])
  return feedError('CLI_NAME_UNKNOWN', { what, name, feeds, near: nearId(name, names), known: names })
}

/** `a, b and c`; of many the first. */
function listOf(feeds: readonly string[]): string {
  const shown = feeds.length > 4 ? [...feeds.slice(0, 3), `${feeds.length - 3} others`] : feeds
  return [shown.slice(0, -1).join(', '), ...shown.slice(-1)].filter((part) => part !== '').join(' and ')
}
