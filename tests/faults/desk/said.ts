import { digest } from '../../../engine/diff/digest.ts'
import type { Envelope, FeedStatus, Message } from '../../../engine/model/envelope.ts'
import type { Hold } from '../../../engine/model/hold.ts'
import { type PlanHash, resultKey, type Sha256 } from '../../../engine/model/ids.ts'
import type { ResultRecord } from '../../../engine/model/result.ts'
import { election, type Reporter, selections, theirs, typeOf, unitOver } from './election.ts'

const begin = Date.UTC(2031, 10, 5, 1)
/** A moment of the night, so many minutes after its begin. */
export const minute = (at: number): string => new Date(begin + at * 60_000).toISOString()

/** Votes of both selections; null: withdrawn. */
export type Count = readonly [jones: number, smith: number] | null

/** One contest in one unit, in the words of the feed that reports it. */
export function recordOf(
  reporter: Reporter,
  contest: string,
  unit: string,
  votes: NonNullable<Count>,
): ResultRecord {
  const { feedUnit, ours } = reporter
  const mine = ours.units[unit] ?? unit
  const over = unit === feedUnit ? undefined : unitOver(mine)
  return {
    election,
    contest: { id: contest, name: contest.toUpperCase(), type: 'candidate', votesAllowed: 1 },
    unit: {
      id: unit,
      type: typeOf(mine),
      name: unit.split('/').at(-1) ?? unit,
      ...(over === undefined ? {} : { within: theirs(reporter, 'units', over) }),
    },
    selections: selections.map((id, at) => ({
      id: theirs(reporter, 'selections', id),
      name: id,
      writeIn: false,
      votes: { total: votes[at] ?? 0 },
    })),
  }
}

/** What one feed says of one contest in one unit in one of its revisions. */
export interface Saying {
  readonly reporter: Reporter
  readonly contest: string
  readonly unit: string
  readonly revision: number
  readonly previous: number | null
  readonly votes: Count
}

export function envelopeOf({ reporter, contest, unit, revision, previous, votes }: Saying): Envelope {
  const key = resultKey(contest, unit)
  const record = votes === null ? null : recordOf(reporter, contest, unit, votes)
  return {
    id: `${reporter.feed}/${revision}/${key}`,
    feed: reporter.feed,
    key,
    revision,
    previous,
    kind: votes === null ? 'withdrawn' : previous === null ? 'added' : 'revised',
    plan: 'b'.repeat(64) as PlanHash,
    feedUnit: reporter.feedUnit,
    capture: 'c'.repeat(64) as Sha256,
    capturedAt: minute(revision),
    before: null,
    record,
    digest: record && digest(record),
    locators: [],
  }
}

export const messageOf = (envelope: Envelope): Message => ({
  key: envelope.key,
  id: envelope.id,
  value: JSON.stringify(envelope),
  headers: { feed: envelope.feed },
})

/** What a feed says of itself after a revision. */
export function statusOf(
  { feed }: Reporter,
  revision: number,
  more: Partial<FeedStatus> & Pick<FeedStatus, 'saidAt'>,
): Message {
  const status: FeedStatus = {
    feed,
    revision,
    plan: 'b'.repeat(64) as PlanHash,
    capture: null,
    checkedAt: more.saidAt,
    changedAt: null,
    asOf: null,
    holds: [],
    failing: null,
    results: 0,
    digests: '0'.repeat(32),
    ...more,
  }
  return {
    key: feed,
    id: `${feed}/${revision}/${more.saidAt}`,
    value: JSON.stringify(status),
    headers: { feed },
  }
}

/** What a check of the feed keeps back: of one of its units. */
export const holdOf = (unit: string, since: string): Hold => ({
  id: `h-${unit.length}${since.slice(14, 16)}`,
  code: 'CHECK_FALL',
  group: unit,
  scope: { units: [unit] },
  reason: `${unit} fell`,
  results: 1,
  places: [],
  capture: 'c'.repeat(64) as Sha256,
  since,
})

/** A message that no program will ever read. */
export const garbage = (id: string, key: string): Message => ({
  key,
  id: `garbage-${id}`,
  value: '{"feed":',
  headers: {},
})
