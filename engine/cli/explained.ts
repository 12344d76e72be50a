import type { RawPlace } from '../entry/raw-places.ts'
import type { Step } from '../entry/why.ts'
import { renderJson } from '../errors/render.ts'
import type { Hold, Order } from '../model/hold.ts'
import { contestAndUnit } from '../model/ids.ts'
import type { ResultRecord } from '../model/result.ts'
import type { Plan } from '../plan/plan.ts'
import type { ListedResult } from '../results/store.ts'
import { type FigureFound, figureText } from './figure.ts'

/** Everything that is known of where a figure comes from. */
export interface Explained {
  readonly found: FigureFound
  /** Undefined: the spec is gone or does not compile. */
  readonly plan: Plan | undefined
  readonly hold: Hold | undefined
  /** What the source says now, where that is held. */
  readonly heldNow: number | undefined
  /** Of a sum, what it is made of; empty for a figure that the source gives. */
  readonly parts: readonly ListedResult[]
  /** Newest first. */
  readonly steps: readonly Step[]
  readonly more: boolean
  /** What people said of it lately, oldest first. */
  readonly orders: readonly Order[]
  /** Of the newest step. */
  readonly places: readonly RawPlace[]
}

/** The votes of a figure in a record. Undefined: the record does not give them. */
export function votesIn(
  record: ResultRecord | null | undefined,
  { selection, mode }: Pick<FigureFound, 'selection' | 'mode'>,
): number | undefined {
  return record?.selections.find(({ id }) => id === selection)?.votes[mode ?? 'total']
}

/** The step that took the result away, if it does not stand any more. */
export const withdrawal = ({ steps: [newest] }: Pick<Explained, 'steps'>): Step | undefined =>
  newest?.change.record === null ? newest : undefined

/** The figure before a step: of the step before it, or as the change says. */
export function votesBefore({ found, steps }: Explained, index: number): number | undefined {
  const earlier = steps[index + 1]
  if (earlier !== undefined) return votesIn(earlier.change.record, found)
  return found.mode === undefined ? steps[index]?.change.before?.votes[found.selection] : undefined
}

/** A figure and where it comes from, for machines. */
export function explainedData(explained: Explained) {
  const { found, hold, heldNow, parts, steps, places, plan, orders } = explained
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
    parts: parts.map((part) => ({
      figure: figureText(part, selection, mode),
      votes: votesIn(part.record, found) ?? null,
    })),
    revisions: steps.map(({ change, ...step }, index) => ({
      ...step,
      kind: change.kind,
      before: votesBefore(explained, index) ?? null,
      after: votesIn(change.record, found) ?? null,
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
