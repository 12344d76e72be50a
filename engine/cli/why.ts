import type { Config } from '../config.ts'
import { heldOf } from '../entry/held.ts'
import { type Homes, openHomes } from '../entry/homes.ts'
import { nothingPeeked, peekHead } from '../entry/peek-head.ts'
import { rawPlaces } from '../entry/raw-places.ts'
import { resultsAt } from '../entry/results-at.ts'
import { stepsOf } from '../entry/why.ts'
import { withdrawn } from '../entry/withdrawn.ts'
import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import type { ListedResult } from '../results/store.ts'
import { unitAbove } from '../results/unit-above.ts'
import { command, exit } from './command.ts'
import { type Explained, explainedData } from './explained.ts'
import { type FigureFound, figureAsked, figureText, findFigure, unknownFigure } from './figure.ts'
import { behindAmong, nothingYet } from './nothing-yet.ts'
import { isAbout } from './orders-about.ts'
import { planOf } from './plan-of.ts'
import { toldSteps } from './told-steps.ts'
import { showExplained } from './why-shown.ts'

/** So many revisions in which the figure moved are told. */
const mostSteps = 20

export const why = command({
  arguments: { figure: { about: 'CONTEST/UNIT/SELECTION[.MODE][@TIME], as "feed results" prints it' } },
  options: {
    all: { about: `all earlier revisions, not only the last ${mostSteps} in which it moved` },
  },
  examples: [
    'feed why zz/us-president/ocd-division/country:us/state:zz/county:harbor/ada-lane',
    'feed why zz/us-president/ocd-division/country:us/state:zz/county:harbor/ada-lane.early@2020-11-04T02:00:00Z',
  ],
  async run({ args, options, config, out, clock, signal }) {
    await using homes = await openHomes(config, { clock, reading: true })
    const { figure, at } = figureAsked(args.figure)
    const results: ListedResult[] = []
    for await (const one of standing(at, homes, signal)) {
      if (figure.startsWith(`${contestAndUnit(one.key).contest}/`)) results.push(one)
    }
    const live = findFigure(figure, results)
    const found = live.length > 0 ? live : await notStanding(figure, at, homes, config, signal)
    const explained: Explained[] = []
    for (const one of found) {
      explained.push(
        await explain(
          one,
          { results, at, steps: options.all ? Number.POSITIVE_INFINITY : mostSteps },
          homes,
          config,
          signal,
        ),
      )
    }
    out.data({ figure, at: at ?? null, answers: explained.map(explainedData) })
    for (const one of explained) showExplained(one, out)
    const isWhole = explained.every(
      ({ damage, places }) => damage === undefined && places.every(({ trouble }) => trouble === undefined),
    )
    return isWhole ? exit.fine : exit.problems
  },
})

/** A figure that was withdrawn; else CLI_FIGURE_UNKNOWN, with what was meant, or with why there are no figures. */
async function notStanding(
  figure: string,
  at: string | undefined,
  homes: Homes,
  config: Config,
  signal: AbortSignal,
): Promise<readonly FigureFound[]> {
  const isAsked = (key: ResultKey): boolean => figure.startsWith(figureText({ key }, ''))
  const gone = findFigure(figure, await Array.fromAsync(withdrawn(isAsked, at, homes, signal)))
  if (gone.length > 0) return gone
  // Everything is looked through for what was meant.
  const all = await Array.fromAsync(standing(at, homes, signal))
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

async function explain(
  found: FigureFound,
  asked: {
    readonly results: readonly ListedResult[]
    readonly at: string | undefined
    readonly steps: number
  },
  { archive, state }: Homes,
  config: Config,
  signal: AbortSignal,
): Promise<Explained> {
  const { result, selection } = found
  const { feed, key, revision, derived } = result
  const plan = planOf(feed, config)
  const { head, damage } = asked.at === undefined ? await peekHead(feed, state, signal) : nothingPeeked
  const held = head && (await heldOf(feed, head, archive, signal))
  const about = {
    found,
    plan,
    hold: held?.staleBy(key),
    damage,
    heldNow: heldNow(found, held),
    orders: (head?.orders ?? []).filter(isAbout(key)),
  }
  if (derived)
    return {
      ...about,
      parts: partsOf(result, asked.results, plan),
      steps: [],
      others: 0,
      more: false,
      places: [],
    }
  const all = stepsOf(feed, key, revision, archive, signal)
  const { steps, others, more } = await toldSteps(found, all, asked.steps)
  const [newest] = steps
  const places =
    newest === undefined
      ? []
      : await rawPlaces(
          newest.change.locators,
          selection,
          { feed, capture: newest.capture },
          plan,
          archive,
          signal,
        )
  return { ...about, parts: [], steps, others, more, places }
}

/** What the source says now of a figure that is held. */
function heldNow(
  { result, selection, mode }: FigureFound,
  held: Awaited<ReturnType<typeof heldOf>> | undefined,
): number | undefined {
  const one = held?.holds.flatMap(({ results }) => results).find(({ key }) => key === result.key)
  return mode === undefined ? one?.now?.votes[selection] : one?.now?.modes?.[selection]?.[mode]
}

/** The results that a sum is made of, those that changed last first. */
function partsOf(
  sum: ListedResult,
  results: readonly ListedResult[],
  plan: Plan | undefined,
): readonly ListedResult[] {
  const { contest, unit } = contestAndUnit(sum.key)
  const own = new Set(
    results.filter(({ derived, feed }) => !derived && feed === sum.feed).map(({ key }) => key),
  )
  return results
    .filter(
      ({ feed, key, derived, record }) =>
        feed === sum.feed &&
        contestAndUnit(key).contest === contest &&
        unitAbove(record.unit, plan?.unit) === unit &&
        !(derived && own.has(key)),
    )
    .toSorted((one, other) => other.revision - one.revision || (one.key < other.key ? -1 : 1))
}
