import { changesOf } from '../backtest/changes-of.ts'
import type { RecordedCapture } from '../capture/recorded.ts'
import type { Sha256 } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import type { Judged } from '../poll/process-capture.ts'

/** A dry run, as it is shown. */
export interface DryRun {
  readonly plan: Plan
  readonly taken: RecordedCapture
  readonly from: 'recorded' | 'file' | 'live'
  /** The revision it was judged on; 0: nothing was published before. */
  readonly revision: number
  readonly judged: Judged
  /** Hash of the changeset that a poll would commit here; null: there is nothing to publish. */
  readonly changeset: Sha256 | null
  /** Milliseconds by stage. */
  readonly times: Readonly<Record<string, number>>
}

/** What `feed dry-run --json` prints; the results themselves go to --out. */
export function dryRunData({ plan, taken, from, revision, judged, changeset, times }: DryRun) {
  const { rows, rejected, rejections, controls, holds, held, results, ofUnits = [] } = judged
  return {
    feed: plan.feed,
    planHash: plan.hash,
    from,
    revision,
    capture: { hash: taken.capture.hash, capturedAt: taken.capturedAt, payloads: taken.capture.payloads },
    rows,
    rejected,
    rejections,
    controls,
    unitFigures: ofUnits,
    results: results.length,
    totals: totalsOf(judged),
    changes: changesOf(judged.changes),
    changeset,
    holds,
    heldResults: held.length,
    milliseconds: Object.fromEntries(Object.entries(times).map(([stage, ms]) => [stage, Math.round(ms)])),
  }
}

/** Votes by type of unit: units of one type do not contain each other, so nothing is counted twice. */
export function totalsOf({ results }: Pick<Judged, 'results'>) {
  return [...Map.groupBy(results, ({ record }) => record.unit.type)].map(([type, some]) => ({
    type,
    units: new Set(some.map(({ record }) => record.unit.id)).size,
    contests: new Set(some.map(({ record }) => record.contest.id)).size,
    results: some.length,
    votes: some.reduce(
      (sum, { record }) => sum + record.selections.reduce((votes, one) => votes + one.votes.total, 0),
      0,
    ),
  }))
}
