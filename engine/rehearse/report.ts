import { heldOf } from '../entry/held.ts'
import type { Homes } from '../entry/homes.ts'
import type { FeedId } from '../model/ids.ts'
import type { ResultRecord } from '../model/result.ts'
import type { Plan } from '../plan/plan.ts'
import { instantText } from '../time/instant.ts'
import type { Correction } from './corrections.ts'
import type { HoldLog, LoggedHold } from './hold-log.ts'
import type { Counts, Ledger } from './ledger.ts'
import type { Night } from './night.ts'
import type { Span } from './span.ts'
import { wantedOf } from './wanted.ts'

/** What came of a night. Plain data: `feed rehearse --json` prints it. */
export interface Report {
  readonly night: {
    readonly title: string
    readonly folder: string
    readonly from: string
    readonly to: string
  }
  readonly feeds: readonly FeedReport[]
  /** Every hold of the night, in the order in which they came. */
  readonly holds: readonly HoldReport[]
  readonly corrections: readonly Correction[]
  readonly totals: readonly TotalReport[]
}
export interface FeedReport extends Counts {
  readonly feed: FeedId
  readonly title: string
  readonly plan: string
  /** How many different moments the night has for it. */
  readonly shown: number
  readonly results: number
  /** Results that stand and are not what the source says: a hold keeps the newer figures back. */
  readonly stale: number
}
export interface HoldReport {
  readonly feed: FeedId
  readonly hold: string
  readonly code: string
  readonly group: string
  readonly units: readonly string[]
  readonly contests: readonly string[]
  readonly reason: string
  /** What to do about it. */
  readonly hint: string | undefined
  readonly results: number
  readonly from: string
  /** Null: it stands at the end. */
  readonly until: string | null
  readonly how: LoggedHold['how']
  /** Of a hold that stands: what it keeps back, and what is published instead. */
  readonly held: readonly {
    readonly key: string
    readonly now: Readonly<Record<string, number>> | null
    readonly before: Readonly<Record<string, number>> | null
  }[]
}
/** A contest in the whole jurisdiction of a feed. */
export interface TotalReport {
  readonly feed: FeedId
  readonly record: ResultRecord
  /** It is the sum of so many units. Null: the source gives it. */
  readonly parts: number | null
}

interface Ended {
  readonly night: Night
  readonly plans: readonly Plan[]
  readonly span: Span
  readonly homes: Pick<Homes, 'state' | 'archive' | 'results'>
  readonly ledger: Ledger
  readonly holds: HoldLog
  readonly corrections: readonly Correction[]
}

/** What came of a night that is over: read from its stores, and from what was counted meanwhile. */
export async function reportOf(ended: Ended, signal: AbortSignal): Promise<Report> {
  const { night, plans, span, homes, holds } = ended
  const feeds: FeedReport[] = []
  const totals: TotalReport[] = []
  const kept = new Map<string, HoldReport['held']>()
  for (const plan of plans) {
    const { feed, unit } = plan
    // oxlint-disable-next-line no-await-in-loop -- one feed after the other, in their order
    const head = await homes.state.peek(feed, signal)
    // oxlint-disable-next-line no-await-in-loop -- the same
    const held = head && (await heldOf(feed, head, homes.archive, signal))
    feeds.push(feedReport(plan, ended, head?.results ?? 0, held?.stale ?? 0))
    for (const { hold, results } of held?.holds ?? []) {
      const figures = results.map(({ key, now, before }) => ({
        key,
        now: now?.votes ?? null,
        before: before?.votes ?? null,
      }))
      kept.set(hold.id, figures)
    }
    // oxlint-disable-next-line no-await-in-loop -- the same
    for await (const { record, parts } of homes.results.list({ feed, unit }, signal)) {
      totals.push({ feed, record, parts: parts ?? null })
    }
  }
  return {
    night: {
      title: night.title,
      folder: night.folder,
      from: instantText(span.from),
      to: instantText(span.to),
    },
    feeds,
    holds: holds.all.map((one) => holdReport(one, one.until === null ? (kept.get(one.hold.id) ?? []) : [])),
    corrections: ended.corrections,
    totals,
  }
}

function feedReport(plan: Plan, { night, ledger }: Ended, results: number, stale: number): FeedReport {
  const { feed, title, hash } = plan
  const moments = wantedOf(plan, night).flatMap(({ stream }) => stream.showings.map(({ at }) => at))
  return { feed, title, plan: hash, shown: new Set(moments).size, ...ledger.of(feed), results, stale }
}

function holdReport(
  { feed, hold, results, from, until, how }: LoggedHold,
  held: HoldReport['held'],
): HoldReport {
  const { id, code, group, scope, reason, hint } = hold
  const { units = [], contests = [] } = scope
  return { feed, hold: id, code, group, units, contests, reason, hint, results, from, until, how, held }
}
