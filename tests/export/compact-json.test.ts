import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CompactContest, compactJson } from '../../engine/export/compact-json.ts'
import type { ContestResults } from '../../engine/export/format.ts'
import { contestOf, live, recordOf, state } from './samples.ts'
import { someElection } from './some-election.ts'

const read = (contest: ContestResults): CompactContest =>
  JSON.parse([...compactJson.ofContest(contest)].join('')) as CompactContest

const whole = recordOf({
  unit: { id: state, type: 'state', name: 'Zephyria' },
  reporting: { unitsReporting: 3, unitsTotal: 4, status: 'unofficial-partial' },
})

test('selections stand once, and figures are lists in their order', () => {
  const part = recordOf({
    selections: [
      { id: 'cy', name: 'Cy', writeIn: true, votes: { total: 1 } },
      { id: 'ada', name: 'ADA MOE', writeIn: false, votes: { total: 10 } },
    ],
    suppressed: [{ id: 'bo', name: 'Bo Lee', writeIn: false }],
  })
  const standing = { votes: 8_000, shares: { ada: 0.5375, bo: 0.4625 }, leaders: ['ada'], margin: 600 }
  const results = [
    live(whole, { standing, decidedAt: '2024-11-06T03:30:00Z', revision: 7 }),
    live(part, { stale: [{ why: 'SILENT', words: 'not checked', since: '2024-11-06T03:00:00Z' }] }),
  ]
  expect(read(contestOf(...results))).toMatchObject({
    election: 'us-2024-11-05-general',
    contest: { id: 'zz/us-president', name: 'US PRESIDENT' },
    updated: '2024-11-06T03:30:00Z',
    selections: [
      { id: 'ada', name: 'Ada Moe', party: 'REP', writeIn: false },
      { id: 'bo', name: 'Bo Lee', party: 'DEM', writeIn: false },
      { id: 'cy', name: 'Cy', writeIn: true },
    ],
    units: [
      {
        id: state,
        revision: 7,
        votes: [4_300, 3_700, null],
        shares: [0.5375, 0.4625, null],
        leaders: [0],
        margin: 600,
        reporting: { unitsReporting: 3, unitsTotal: 4 },
        stale: [],
      },
      {
        votes: [10, null, 1],
        shares: [],
        withheld: [1],
        leaders: [],
        margin: null,
        stale: [{ why: 'SILENT' }],
      },
    ],
  })
})

test('total votes of any election are in it', () => {
  fc.assert(
    fc.property(someElection, (contests) => {
      for (const contest of contests) {
        const { selections, units } = read(contest)
        const found = units.map(({ votes }) =>
          Object.fromEntries(votes.flatMap((one, at) => (one === null ? [] : [[selections[at]?.id, one]]))),
        )
        const given = contest.results.map(({ record }) =>
          Object.fromEntries(record.selections.map(({ id, votes }) => [id, votes.total])),
        )
        expect(found).toEqual(given)
      }
    }),
  )
})
