import type { RawPlace } from '../entry/raw-places.ts'
import type { FeedError } from '../errors/feed-error.ts'
import { renderJson } from '../errors/render.ts'
import type { Hold, Order } from '../model/hold.ts'
import { contestAndUnit } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import type { ListedResult } from '../results/store.ts'
import { type FigureFound, figureText, votesIn } from './figure.ts'
import type { ToldStep } from './told-steps.ts'

/** Everything that is known of where a figure comes from. */
export interface Explained {
  readonly found: FigureFound
  /** Undefined: the spec is gone or does not compile. */
  readonly plan: Plan | undefined
  readonly hold: Hold | undefined
  /** Why it is not known whether it is held. */
  readonly damage: FeedError | undefined
  /** What the source says now, where that is held. */
  readonly heldNow: number | undefined
  /** Of a sum, what it is made of; empty for a figure that the source gives. */
  readonly parts: readonly ListedResult[]
  /** Newest first. */
  readonly steps: readonly ToldStep[]
  /** So many others spoke of the result and left the figure as it was. */
  readonly others: number
  readonly more: boolean
  /** What people said of it lately, oldest first. */
  readonly orders: readonly Order[]
  /** Of the newest step. */
  readonly places: readonly RawPlace[]
}

/** The step that took the result away, if it does not stand any more. */
export const withdrawal = ({ steps: [newest] }: Pick<Explained, 'steps'>): ToldStep | undefined =>
  newest?.change.record === null ? newest : undefined

/** A figure and where it comes from, for machines. */
export function explainedData(explained: Explained) {
  const { found, hold, damage, heldNow, parts, steps, others, places, plan, orders } = explained
  const { result, selection, mode } = found
  return {
    feed: result.feed,
    ...contestAndUnit(result.key),
    selection,
    mode: mode ?? 'total',
    votes: withdrawal(explained) === undefined ? (votesIn(result.record, found) ?? null) : null,
    withdrawn: withdrawal(explained) !== undefined,
    derived: result.derived,
    hold: hold === undefined ? null : { hold: hold.id, code: hold.code, now: heldNow ?? null },
    ...(damage === undefined ? {} : { problem: renderJson(damage) }),
    parts: parts.map((part) => ({
      figure: figureText(part, selection, mode),
      votes: votesIn(part.record, found) ?? null,
    })),
    otherRevisions: others,
    revisions: steps.map(({ change, before, after, ...step }) => ({
      ...step,
      kind: change.kind,
      before: before ?? null,
      after: after ?? null,
      places: change.locators.flatMap(({ origin, places: named }) =>
        (named[selection] ?? []).map((place) => ({ origin, place })),
      ),
    })),
    orders,
    planIsCurrent: plan?.hash === steps[0]?.plan,
    bytes: places.map(({ origin, place, payload, excerpt, trouble }) => ({
      origin,
      place,
      sha256: payload?.sha256 ?? null,
      ...(excerpt ?? { line: null, text: null }),
      problem: trouble === undefined ? null : renderJson(trouble),
    })),
  }
}
