import { describe, expect, test } from 'vitest'
import type { ResultRecord, Status } from '../../../engine/model/result.ts'
import { sumOfParts } from '../../../engine/process/tally/sum.ts'
import { minute, record, state, wake } from '../../conformance/results-samples.ts'

const part = (votes: number, more: Partial<ResultRecord> = {}): ResultRecord => ({
  ...record(`${wake}/precinct:${votes}`, votes, wake),
  ...more,
})
const sum = (...records: readonly ResultRecord[]) =>
  sumOfParts(
    wake,
    state,
    records.map((one, at) => ({ record: one, revision: at + 1, capturedAt: minute(at) })),
  )
const selection = (id: string, votes: ResultRecord['selections'][number]['votes'], party?: string) => ({
  id,
  name: id.toUpperCase(),
  ...(party === undefined ? {} : { party }),
  writeIn: false,
  votes,
})

test('there is no sum of nothing', () => {
  expect(sum()).toBeNull()
})

describe('votes', () => {
  test('are added per selection; a part that does not list one has none of it', () => {
    const made = sum(
      part(0, { selections: [selection('a', { total: 1 }), selection('b', { total: 2 }, 'DEM')] }),
      part(1, { selections: [selection('b', { total: 30 }), selection('c', { total: 4 })] }),
    )
    expect(made?.record.selections).toEqual([
      selection('a', { total: 1 }),
      selection('b', { total: 32 }, 'DEM'),
      selection('c', { total: 4 }),
    ])
  })

  test('of a mode are there only where all parts of the selection report it; zero is a report', () => {
    const made = sum(
      part(0, { selections: [selection('a', { total: 5, early: 3, absentee: 0, provisional: 1 })] }),
      part(1, { selections: [selection('a', { total: 7, early: 0, absentee: 2 })] }),
    )
    expect(made?.record.selections[0]?.votes).toEqual({ total: 12, early: 3, absentee: 2 })
  })

  test('that a part withholds make no sum: the selection is withheld above it, too', () => {
    const withheld = { id: 'a', name: 'A', writeIn: false }
    const made = sum(
      part(0, { selections: [selection('a', { total: 1 }), selection('b', { total: 2 })] }),
      part(1, { selections: [selection('b', { total: 3 })], suppressed: [withheld] }),
    )
    expect(made?.record.selections).toEqual([selection('b', { total: 5 })])
    expect(made?.record.suppressed).toEqual([withheld])
  })

  test('of a mode that a part withholds are withheld above it', () => {
    const hidden = { ...selection('a', { total: 2 }), suppressed: ['early' as const] }
    const made = sum(
      part(0, { selections: [hidden] }),
      part(1, { selections: [selection('a', { total: 3, early: 1 })] }),
    )
    expect(made?.record.selections).toEqual([{ ...selection('a', { total: 5 }), suppressed: ['early'] }])
  })

  test('that a person released below zero are added as they are', () => {
    expect(sum(part(10), part(-3))?.record.selections[0]?.votes).toEqual({ total: 7 })
  })
})

describe('ballots and units reporting', () => {
  test('are added where all parts say them, each figure by itself', () => {
    const made = sum(
      part(0, {
        ballots: { cast: 10, registered: 20, overvotes: 1 },
        reporting: { unitsReporting: 1, unitsTotal: 2, asOf: minute(1) },
      }),
      part(1, { ballots: { cast: 5, undervotes: 2 }, reporting: { unitsReporting: 3 } }),
    )
    expect(made?.record.ballots).toEqual({ cast: 15 })
    expect(made?.record.reporting).toEqual({ unitsReporting: 4 })
  })

  test('are left out where one part says nothing', () => {
    const made = sum(part(0, { ballots: { cast: 10 }, reporting: { unitsReporting: 1 } }), part(1))
    expect(made?.record).not.toHaveProperty('ballots')
    expect(made?.record).not.toHaveProperty('reporting')
  })
})

describe('the status of a sum', () => {
  test.each<[string, readonly (Status | undefined)[], Status | undefined]>([
    ['before the election while all parts are', ['pre-election', 'pre-election'], 'pre-election'],
    [
      'partial as soon as one part is',
      ['unofficial-complete', 'unofficial-partial', undefined],
      'unofficial-partial',
    ],
    ['partial while one part has not begun', ['certified', 'pre-election'], 'unofficial-partial'],
    ['never complete: a part may be missing', ['unofficial-complete', 'unofficial-complete'], undefined],
    ['never certified', ['certified'], undefined],
    ['not known where no part says', [undefined, undefined], undefined],
  ])('is %s', (_, statuses, expected) => {
    const made = sum(
      ...statuses.map((status, at) => part(at, status === undefined ? {} : { reporting: { status } })),
    )
    expect(made?.record.reporting?.status).toBe(expected)
  })
})

describe('the contest of a sum', () => {
  const contest = record(wake, 1).contest
  const { votesAllowed: _, ...silent } = contest

  test('is that of its parts', () => {
    expect(sum(part(1), part(2))?.record.contest).toEqual(contest)
  })

  test.each([
    ['differ', { ...contest, votesAllowed: 3 }],
    ['do not all say', silent],
  ])('leaves votes allowed out where parts %s', (_name, other) => {
    expect(sum(part(1), part(2, { contest: other }))?.record.contest).toEqual(silent)
    expect(sum(part(2, { contest: other }), part(1))?.record.contest).toEqual(silent)
  })
})

test('a unit whose id is no path has the type other', () => {
  const made = sumOfParts('wake', undefined, [{ record: part(1), revision: 1, capturedAt: minute(1) }])
  expect(made?.record.unit).toEqual({ id: 'wake', type: 'other', name: 'wake' })
})
