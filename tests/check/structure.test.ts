import { describe, expect, test } from 'vitest'
import { electionDate } from '../../engine/check/election-date.ts'
import { gone } from '../../engine/check/gone.ts'
import { rejected } from '../../engine/check/rejected.ts'
import { rows } from '../../engine/check/rows.ts'
import { staleness } from '../../engine/check/staleness.ts'
import { ask, county, examined, inShort } from '../helpers/examined.ts'

const aitkin = { unit: county('aitkin'), votes: [5, 6] }

describe('gone', () => {
  test('Fremont ID 2020: a county that is missing is held, not withdrawn', () => {
    const before = [aitkin, { ...aitkin, contest: 'mn/senate' }, { unit: county('anoka'), votes: [1] }]
    const doubts = ask(gone, examined([{ unit: county('anoka'), votes: [1] }], before))
    expect(inShort(doubts)).toEqual([`CHECK_GONE ${county('aitkin')}`])
    expect(doubts[0]?.keys).toHaveLength(2)
    expect(doubts[0]?.reason).toBe(
      'aitkin: 2 of its results stood before and are missing now (mn/president, mn/senate)',
    )
  })

  test('a unit that an older state has no name for is named as others in it are, or by its id', () => {
    const nameless = (shown: ReturnType<typeof examined>) => ({
      ...shown,
      before: new Map(
        [...shown.before].map(([key, { digest, revision, votes }]) => [key, { digest, revision, votes }]),
      ),
    })
    const anoka = { unit: county('anoka'), votes: [1] }
    const all = [aitkin, { ...aitkin, contest: 'mn/senate' }, anoka]
    expect(ask(gone, nameless(examined([aitkin, anoka], all)))[0]?.reason).toMatch(/^aitkin: 1 of/)
    expect(ask(gone, nameless(examined([anoka], all)))[0]?.reason).toMatch(/^ocd-division.*aitkin: 2 of/)
  })

  test('selections that went to another contest of the unit are held with the contest that is gone', () => {
    const governor = { ...aitkin, contest: 'mn/governor', votes: { ada: 500, ben: 410 } }
    const auditor = { ...aitkin, contest: 'mn/auditor', votes: { cy: 300, di: 200 } }
    const mixed = { ...governor, votes: { ada: 505, ben: 412, cy: 305, di: 200 } }
    const both = examined([mixed, { unit: county('anoka'), votes: [1] }], [governor, auditor])
    const doubts = ask(gone, both)
    expect(doubts.flatMap(({ keys }) => keys)).toEqual([
      `mn/auditor|${aitkin.unit}`,
      `mn/governor|${aitkin.unit}`,
    ])
    expect(doubts.map(({ group }) => group)).toEqual([aitkin.unit, aitkin.unit])
    expect(doubts[1]?.reason).toBe('aitkin, mn/governor: cy, di came, while selections of mn/auditor went')
  })

  test('what a contest lost in one unit and won in another is held in both', () => {
    const inUnit = (name: string, votes: Readonly<Record<string, number>>) => ({ unit: county(name), votes })
    const before = [inUnit('elm', { ada: 500, ben: 410 }), inUnit('oak', { ada: 20 })]
    const moved = [inUnit('elm', { ada: 500 }), inUnit('oak', { ada: 20, ben: 410 })]
    expect(inShort(ask(gone, examined(moved, before)))).toEqual([
      `CHECK_GONE ${county('elm')}`,
      `CHECK_GONE ${county('oak')}`,
    ])
    const writeIn = { ...inUnit('oak', { ada: 20, ben: 410 }), writeIns: ['ben'] }
    const fresh = inUnit('oak', { ada: 20, cy: 5 })
    for (const oak of [writeIn, fresh]) {
      expect(inShort(ask(gone, examined([inUnit('elm', { ada: 500 }), oak], before)))).toEqual([
        `CHECK_GONE ${county('elm')}`,
      ])
    }
    expect(ask(gone, examined([before[0] ?? fresh, fresh], before))).toEqual([])
  })

  test('a candidate who is missing, even one without votes, holds that result and no other', () => {
    const before = [
      { ...aitkin, votes: { smith: 500, minor: 0 } },
      { unit: county('anoka'), votes: [1] },
    ]
    const now = [
      { ...aitkin, votes: { smith: 510 } },
      { unit: county('anoka'), votes: [1, 0] },
    ]
    const doubts = ask(gone, examined(now, before))
    expect(doubts.map(({ keys }) => keys)).toEqual([[`mn/president|${county('aitkin')}`]])
    expect(doubts[0]?.reason).toBe('aitkin, mn/president: stood before and missing now: minor (0 votes)')
  })

  test('of many candidates the first three are named', () => {
    const before = { ...aitkin, votes: [900, 40, 30, 20, 10] }
    expect(ask(gone, examined([{ ...aitkin, votes: [950] }], [before]))[0]?.reason).toContain(
      's2 (40 votes), s3 (30 votes), s4 (20 votes) and 1 more',
    )
  })
})

describe('rows', () => {
  test('a file that shrank by more than a twentieth is held as a whole', () => {
    const shrank = (now: number) =>
      ask(rows, examined([aitkin], [], { facts: { rows: now }, factsBefore: { rows: 1000, results: 10 } }))
    expect(inShort(shrank(949))).toEqual(['CHECK_ROWS_FELL *'])
    expect(shrank(949)[0]?.keys).toBeUndefined()
    expect(shrank(950)).toEqual([])
  })

  test('a file with more than fifty times the rows of the last one is held as a whole', () => {
    const rose = (now: number, options = {}) =>
      ask(
        rows,
        examined([aitkin], [], { facts: { rows: now }, factsBefore: { rows: 4, results: 2 } }),
        options,
      )
    expect(inShort(rose(401))).toEqual(['CHECK_ROWS_ROSE *'])
    expect(rose(401)[0]).toMatchObject({
      keys: undefined,
      reason: '401 rows after 4; the limit is 50 times as many',
    })
    expect(inShort(rose(201))).toEqual(['CHECK_ROWS_ROSE *'])
    expect(rose(200)).toEqual([])
    expect(rose(401, { rise_at_most: '200 times' })).toEqual([])
    const one = examined([aitkin], [], { facts: { rows: 1 }, factsBefore: { rows: 4, results: 2 } })
    expect(ask(rows, one)[0]?.reason).toBe('1 row after 4; the limit is 5 %')
    expect(inShort(rose(11, { rise_at_most: '2.5 times' }))).toEqual(['CHECK_ROWS_ROSE *'])
  })

  test('nothing is a rise over nothing', () => {
    const factsBefore = { rows: 0, results: 0 }
    expect(ask(rows, examined([aitkin], [], { facts: { rows: 9_000 }, factsBefore }))).toEqual([])
    expect(ask(rows, examined([aitkin], [], { facts: { rows: 9_000 } }))).toEqual([])
  })

  test('an empty capture is an error unless the spec says otherwise', () => {
    const empty = examined([], [], { facts: { rows: 0 } })
    expect(inShort(ask(rows, empty))).toEqual(['CHECK_ROWS_FEW *'])
    expect(ask(rows, empty, { may_be_empty: true })).toEqual([])
  })

  test('and never empty once something stands', () => {
    const emptied = examined([], [aitkin], { facts: { rows: 0 } })
    expect(ask(rows, emptied, { may_be_empty: true })).toHaveLength(1)
  })

  test('a declared minimum', () => {
    const few = examined([aitkin], [], { facts: { rows: 99_999 } })
    expect(ask(rows, few, { at_least: 100_000 })[0]?.reason).toBe(
      '99,999 rows, at least 100,000 are expected',
    )
  })
})

describe('rejected', () => {
  const rejections = [{ place: 'f.csv#L7', code: 'MAP_LOOKUP_MISS', message: 'No county "Wak".' }]
  const shown = examined([aitkin], [], { facts: { rejected: 1, rejections } })

  test('one row that can not be used holds the capture, and names the row', () => {
    const [doubt] = ask(rejected, shown)
    expect(doubt).toMatchObject({ code: 'CHECK_REJECTED', keys: undefined, places: ['f.csv#L7'] })
    expect(doubt?.reason).toBe('1 row was rejected, at f.csv#L7: MAP_LOOKUP_MISS No county "Wak".')
    const two = ask(rejected, examined([aitkin], [], { facts: { rejected: 2, rejections } }))
    expect(two[0]?.reason).toMatch(/^2 rows were rejected, the first at f\.csv#L7: /)
  })

  test('as many as the spec allows pass', () => {
    expect(ask(rejected, shown, { at_most: 1 })).toEqual([])
  })
})

describe('staleness', () => {
  const stale = (now: object, before: object) =>
    inShort(ask(staleness, examined([], [], { facts: now, factsBefore: { rows: 1, results: 1, ...before } })))

  test('Georgia 2021: the version pointer goes back', () => {
    expect(stale({ token: '271927' }, { token: '271930' })).toEqual(['CHECK_STALE *'])
    expect(stale({ token: '271930' }, { token: '271927' })).toEqual([])
    expect(stale({ token: '9' }, { token: '10' })).toEqual(['CHECK_STALE *'])
    expect(stale({ token: '9007199254740992' }, { token: '9007199254740993' })).toEqual(['CHECK_STALE *'])
  })

  test('the same publication again, and tokens that have no order, pass', () => {
    expect(stale({ token: '271930' }, { token: '271930' })).toEqual([])
    expect(stale({ token: 'b7f' }, { token: 'c01' })).toEqual([])
    expect(stale({}, { token: '10' })).toEqual([])
  })

  test('an older time of the source, whatever the offset it is written in', () => {
    const before = { asOf: '2020-11-04T01:00:00-05:00' }
    expect(stale({ asOf: '2020-11-04T05:59:59Z' }, before)).toEqual(['CHECK_STALE *'])
    expect(stale({ asOf: '2020-11-04T06:00:00Z' }, before)).toEqual([])
  })
})

test('Michigan 2020: the path still serves 2016', () => {
  const shown = examined([aitkin], [], { facts: { electionDates: ['2016-11-08'] } })
  expect(ask(electionDate, shown)[0]).toMatchObject({ code: 'CHECK_OTHER_ELECTION', keys: undefined })
  expect(ask(electionDate, examined([aitkin], [], { facts: { electionDates: ['2020-11-03'] } }))).toEqual([])
})
