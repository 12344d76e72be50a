import type { Config } from '../config.ts'
import { type Homes, openHomes } from '../entry/homes.ts'
import { resultsAt } from '../entry/results-at.ts'
import { withdrawn } from '../entry/withdrawn.ts'
import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { ListedResult } from '../results/store.ts'
import { type Call, command, type Exit, exit } from './command.ts'
import { currentData } from './current-flat.ts'
import { type CurrentWhy, currentWhy, whichMoment } from './current-why.ts'
import { currentWhyData, showCurrentWhy } from './current-why-shown.ts'
import { explain, mostSteps } from './explain.ts'
import { type Explained, explainedData } from './explained.ts'
import { type FigureFound, figureAsked, figureText, findFigure, unknownFigure } from './figure.ts'
import { heldFigure, showHeldFigure } from './held-why.ts'
import { behindAmong, nothingYet } from './nothing-yet.ts'
import { showExplained } from './why-shown.ts'

export const why = command({
  arguments: { figure: { about: 'CONTEST/UNIT/SELECTION[.MODE][@TIME], as "feed results" prints it' } },
  options: {
    feed: { value: 'FEED', about: 'what one feed says of it, whatever is current: its id' },
    all: { about: `all earlier revisions, not only the last ${mostSteps} in which it moved` },
  },
  examples: [
    'feed why zz/us-president/ocd-division/country:us/state:zz/county:harbor/ada-lane',
    'feed why zz/us-president/ocd-division/country:us/state:zz/county:harbor/ada-lane@21:47',
    'feed why zz/us-president/ocd-division/country:us/state:zz/county:harbor/ada-lane.early@2020-11-04T02:00:00Z --feed us-zz-harbor',
  ],
  async run({ args, options, ...call }) {
    const { config, out, clock, signal } = call
    await using homes = await openHomes(config, { clock, reading: true })
    const asked = figureAsked(args.figure)
    const { figure } = asked
    const moment = await whichMoment(asked, homes, signal)
    const at = moment?.at
    const feed = options.feed
    const steps = options.all ? Number.POSITIVE_INFINITY : mostSteps
    const current =
      feed === undefined ? await currentWhy({ figure, at, steps }, homes, config, signal) : undefined
    const held =
      feed === undefined && current === undefined ? await heldFigure(figure, at, homes, signal) : undefined
    const isNeeded = current === undefined && held === undefined
    const said = await saidByFeeds({ figure, at, steps, feed, isNeeded }, homes, config, signal)
    out.data({
      figure,
      at: at ?? null,
      current: current === undefined ? null : currentWhyData(current),
      held: held === undefined ? null : currentData(held),
      answers: said.map(explainedData),
    })
    if (moment !== undefined && moment.words !== moment.at) out.line(`As it stood at ${moment.words}.`)
    if (held !== undefined) showHeldFigure(held, out)
    return shown(current, said, call)
  },
})

interface FeedsAsked {
  readonly figure: string
  readonly at: string | undefined
  readonly steps: number
  readonly feed: string | undefined
  /** It is an error if no feed says anything of it. */
  readonly isNeeded: boolean
}

/** What feeds say of a figure under this very name. */
async function saidByFeeds(
  { figure, at, steps, feed, isNeeded }: FeedsAsked,
  homes: Homes,
  config: Config,
  signal: AbortSignal,
): Promise<readonly Explained[]> {
  const isAsked = (one: ListedResult): boolean => feed === undefined || one.feed === feed
  const results: ListedResult[] = []
  for await (const one of standing(at, homes, signal)) {
    if (isAsked(one) && figure.startsWith(`${contestAndUnit(one.key).contest}/`)) results.push(one)
  }
  const live = findFigure(figure, results)
  const found =
    live.length > 0 || !isNeeded ? live : await notStanding(figure, at, isAsked, homes, config, signal)
  const explained: Explained[] = []
  for (const one of found) explained.push(await explain(one, { results, at, steps }, homes, config, signal))
  return explained
}

/** The current figure first, down to the bytes of its source; of what else feeds say of it a line each. */
function shown(
  current: CurrentWhy | undefined,
  said: readonly Explained[],
  { out }: Pick<Call, 'out'>,
): Exit {
  if (current === undefined) for (const one of said) showExplained(one, out)
  else showCurrentWhy(current, said, out)
  const all = [...(current?.explained === undefined ? [] : [current.explained]), ...said]
  const isWhole = all.every(
    ({ damage, places }) => damage === undefined && places.every(({ trouble }) => trouble === undefined),
  )
  return isWhole ? exit.fine : exit.problems
}

/** A figure that was withdrawn; else CLI_FIGURE_UNKNOWN, with what was meant, or with why there are no figures. */
async function notStanding(
  figure: string,
  at: string | undefined,
  isOf: (one: ListedResult) => boolean,
  homes: Homes,
  config: Config,
  signal: AbortSignal,
): Promise<readonly FigureFound[]> {
  const isAsked = (key: ResultKey): boolean => figure.startsWith(figureText({ key }, ''))
  const gone = findFigure(figure, await Array.fromAsync(withdrawn(isAsked, at, homes, signal)))
  const ofFeed = gone.filter(({ result }) => isOf(result))
  if (ofFeed.length > 0) return ofFeed
  // Everything is looked through for what was meant.
  const all = (await Array.fromAsync(standing(at, homes, signal))).filter(isOf)
  const feeds = await Array.fromAsync(homes.state.feeds(signal))
  const isWhole = all.length > 0 && (await behindAmong(feeds, homes, homes.clock, signal)).length === 0
  throw unknownFigure(figure, all, isWhole ? undefined : await nothingYet(feeds, at, homes, config, signal))
}

/** Every live result, now or at a moment. */
async function* standing(
  at: string | undefined,
  { results, state, archive }: Homes,
  signal: AbortSignal,
): AsyncIterable<ListedResult> {
  if (at === undefined) yield* results.list({}, signal)
  else for await (const feed of state.feeds(signal)) yield* await resultsAt(feed, at, archive, signal)
}
