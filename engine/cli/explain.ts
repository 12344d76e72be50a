import type { Config } from '../config.ts'
import { heldOf } from '../entry/held.ts'
import type { Homes } from '../entry/homes.ts'
import { nothingPeeked, peekHead } from '../entry/peek-head.ts'
import { rawPlaces } from '../entry/raw-places.ts'
import { stepsOf } from '../entry/why.ts'
import { contestAndUnit } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import type { ListedResult } from '../results/store.ts'
import { unitAbove } from '../results/unit-above.ts'
import type { Explained } from './explained.ts'
import type { FigureFound } from './figure.ts'
import { isAbout } from './orders-about.ts'
import { planOf } from './plan-of.ts'
import { toldSteps } from './told-steps.ts'

/** So many revisions in which the figure moved are told. */
export const mostSteps = 20

export interface Asked {
  /** Those that the parts of a sum are found among. */
  readonly results: readonly ListedResult[]
  /** ISO 8601. Undefined: now. */
  readonly at: string | undefined
  /** So many revisions are told. */
  readonly steps: number
}

/** Everything that is known of where a feed's figure comes from: the revisions in which it moved, and the bytes of the newest. */
export async function explain(
  found: FigureFound,
  asked: Asked,
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
