import type { ContestResults, LiveResult } from '../../engine/export/format.ts'
import type { Election } from '../../engine/model/election.ts'
import { type FeedId, resultKey } from '../../engine/model/ids.ts'
import type { ResultRecord } from '../../engine/model/result.ts'
import { plainDesk } from '../../engine/plan/desk.ts'

export const state = 'ocd-division/country:us/state:zz'

export const election: Election = {
  ...plainDesk('us-2024-11-05-general').election,
  title: 'General election of 5 November 2024',
  date: '2024-11-05',
  testWindows: [{ from: '2024-10-20T00:00:00Z', to: '2024-10-21T00:00:00Z' }],
}

/** A record as it stands, in the first version, from one feed. */
export function live(record: ResultRecord, more: Partial<LiveResult> = {}): LiveResult {
  const key = resultKey(record.contest.id, record.unit.id)
  return {
    id: `${record.election}/1/${key}`,
    election: record.election,
    key,
    record,
    revision: 1,
    previous: null,
    kind: 'added',
    decidedAt: '2024-11-06T03:20:16Z',
    source: {
      kind: 'feed',
      feed: 'us-zz-state' as FeedId,
      revision: 41,
      capturedAt: '2024-11-06T03:20:15Z',
      computed: false,
    },
    standing: null,
    completeness: {},
    stale: [],
    feeds: ['us-zz-state' as FeedId],
    because: 'it is the only one',
    switched: null,
    ...more,
  }
}

export const recordOf = (more: Partial<ResultRecord> = {}): ResultRecord => ({
  election: election.id,
  contest: { id: 'zz/us-president', name: 'US PRESIDENT', type: 'candidate', votesAllowed: 1 },
  unit: { id: `${state}/county:harbor`, type: 'county', name: 'Harbor', within: state },
  selections: [
    { id: 'ada', name: 'Ada Moe', party: 'REP', writeIn: false, votes: { total: 4_300, early: 300 } },
    { id: 'bo', name: 'Bo Lee', party: 'DEM', writeIn: false, votes: { total: 3_700, early: 0 } },
  ],
  ...more,
})

export const contestOf = (...results: readonly LiveResult[]): ContestResults => ({
  election,
  contest: results[0]?.record.contest.id ?? '',
  results,
})
