import { digest } from '../../engine/diff/digest.ts'
import type { Envelope, FeedStatus } from '../../engine/model/envelope.ts'
import { type FeedId, type PlanHash, resultKey, type Sha256 } from '../../engine/model/ids.ts'
import type { ResultRecord } from '../../engine/model/result.ts'
import type { ResultStore, Sum } from '../../engine/results/store.ts'

export interface OpenResults {
  readonly results: ResultStore
  /** The same store as another process would see it. Closed with the rest. */
  readonly reopen?: () => Promise<ResultStore>
  /** How many results its pages do not hold; 1,101 if not said. */
  readonly many?: number
  close(): Promise<void>
}

export const feed = 'us-nc-precinct' as FeedId
export const state = 'ocd-division/country:us/state:nc'
export const wake = `${state}/county:wake`
export const contest = 'nc/us-president'

/** A minute of the night. */
export const minute = (at: number): string => new Date(Date.UTC(2024, 10, 6, 0, at)).toISOString()

export function record(unit: string, votes: number, within?: string): ResultRecord {
  const [type = 'other', name = unit] = unit.split('/').at(-1)?.split(':') ?? []
  return {
    election: 'us-2024-11-05-general',
    contest: { id: contest, name: 'US PRESIDENT', type: 'candidate', votesAllowed: 1 },
    unit: { id: unit, type, name, ...(within === undefined ? {} : { within }) },
    selections: [{ id: 'harris', name: 'Kamala D. Harris', writeIn: false, votes: { total: votes } }],
  }
}

/** A change of the Wake precinct 01, unless it says otherwise; captured in the minute of its revision. */
export function envelope(
  revision: number,
  votes: number | null,
  {
    unit = `${wake}/precinct:01`,
    within = wake,
    previous = revision === 1 ? null : revision - 1,
    ...more
  }: Partial<Envelope> & { readonly unit?: string; readonly within?: string } = {},
): Envelope {
  const key = resultKey(contest, unit)
  return fitting({
    id: '',
    feed,
    key,
    revision,
    previous,
    kind: votes === null ? 'withdrawn' : previous === null ? 'added' : 'revised',
    plan: 'p'.repeat(64) as PlanHash,
    feedUnit: state,
    capture: 'c'.repeat(64) as Sha256,
    capturedAt: minute(revision),
    before: null,
    record: votes === null ? null : record(unit, votes, within),
    digest: null,
    locators: [],
    ...more,
  })
}

/** A change with the id and the digest that the rest of it asks for. */
export const fitting = (said: Envelope): Envelope => ({
  ...said,
  id: `${said.feed}/${said.revision}/${said.key}`,
  digest: said.record && digest(said.record),
})

export function sum(unit: string, votes: number, within?: string): Sum {
  return { record: record(unit, votes, within), revision: 1, capturedAt: minute(1), parts: 2 }
}

export function status(revision: number, saidAt: string, more: Partial<FeedStatus> = {}): FeedStatus {
  return {
    feed,
    revision,
    plan: 'p'.repeat(64) as PlanHash,
    capture: null,
    saidAt,
    checkedAt: minute(0),
    changedAt: null,
    asOf: null,
    holds: [],
    failing: null,
    results: 0,
    digests: '0'.repeat(32),
    ...more,
  }
}
