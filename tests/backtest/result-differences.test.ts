import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resultDifferences } from '../../engine/backtest/result-differences.ts'
import { resultLines } from '../../engine/backtest/result-lines.ts'
import { resultKey } from '../../engine/model/ids.ts'
import type { ResultRecord, Selection } from '../../engine/model/result.ts'

const selection = (name: string, total: number, more: Partial<Selection> = {}): Selection => ({
  id: name.toLowerCase(),
  name,
  writeIn: false,
  votes: { total },
  ...more,
})
function keyed(unit: string, selections: readonly Selection[], more: Partial<ResultRecord> = {}) {
  const record: ResultRecord = {
    election: 'us-2024-11-05-general',
    contest: { id: 'xx/governor', name: 'Governor', type: 'candidate' },
    unit: { id: `us/${unit}`, type: 'county', name: unit },
    selections,
    ...more,
  }
  return { key: resultKey(record.contest.id, record.unit.id), record }
}
const said = (...both: Parameters<typeof resultDifferences>) =>
  resultDifferences(...both).map(({ about, expected, got }) => `${about}: expected ${expected}, got ${got}`)

const wake = keyed('Wake', [selection('Smith', 1204), selection('Jones', 980)])

test('a figure is told by candidate, unit and contest', () => {
  const now = keyed('Wake', [selection('Smith', 1240), selection('Jones', 980)])
  expect(said([wake], [now])).toEqual(['Smith in Wake (Governor): expected 1,204, got 1,240'])
})

test('a mode that is new, gone or different is told apart from the total', () => {
  const before = keyed('Wake', [selection('Smith', 9, { votes: { total: 9, early: 4, provisional: 1 } })])
  const now = keyed('Wake', [selection('Smith', 9, { votes: { total: 9, early: 5, absentee: 0 } })])
  expect(said([before], [now])).toEqual([
    'Smith, early, in Wake (Governor): expected 4, got 5',
    'Smith, absentee, in Wake (Governor): expected nothing, got 0',
    'Smith, provisional, in Wake (Governor): expected 1, got nothing',
  ])
})

test('results and selections that are only on one side are told with their figures', () => {
  const now = keyed('Wake', [selection('Smith', 1204), selection('Brown', 3)])
  expect(said([wake, keyed('Ash', [selection('Smith', 1)])], [now, keyed('Clay', [])])).toEqual([
    'Governor in Ash: expected Smith 1, got no result',
    'Governor in Clay: expected no result, got no selections',
    'Jones in Wake (Governor): expected 980, got no such selection',
    'Brown in Wake (Governor): expected no such selection, got 3',
  ])
})

test('what is no figure is told by its name', () => {
  const now = keyed('Wake', [selection('Smith', 1204, { party: 'DEM' }), selection('Jones', 980)], {
    reporting: { unitsReporting: 3, unitsTotal: 8 },
    ballots: { cast: 2200 },
  })
  expect(said([wake], [now])).toEqual([
    'reporting unitsReporting of Wake (Governor): expected nothing, got 3',
    'reporting unitsTotal of Wake (Governor): expected nothing, got 8',
    'ballots cast of Wake (Governor): expected nothing, got 2,200',
    'party of Smith in Wake (Governor): expected nothing, got DEM',
  ])
})

test('another order on the ballot is a difference', () => {
  const now = keyed('Wake', [selection('Jones', 980), selection('Smith', 1204)])
  expect(said([wake], [now])).toEqual([
    'order of the selections in Wake (Governor): expected Smith, Jones, got Jones, Smith',
  ])
})

const anyVotes = fc.record({ total: fc.nat(99), early: fc.option(fc.nat(9), { nil: undefined }) })
const anyResults = fc.dictionary(
  fc.constantFrom('Ash', 'Clay', 'Wake'),
  fc.array(fc.tuple(fc.constantFrom('Smith', 'Jones'), anyVotes), { maxLength: 2 }),
)
const resultsOf = (
  given: Readonly<
    Record<string, readonly (readonly [string, { total: number; early: number | undefined }])[]>
  >,
) =>
  Object.entries(given).map(([unit, selections]) =>
    keyed(
      unit,
      [...new Map(selections)].map(([name, { total, early }]) =>
        selection(name, total, { votes: early === undefined ? { total } : { total, early } }),
      ),
    ),
  )

test('there are no differences exactly where the lines are the same', () => {
  fc.assert(
    fc.property(anyResults, anyResults, (one, other) => {
      const [before, now] = [resultsOf(one), resultsOf(other)]
      expect(resultDifferences(before, now).length === 0).toBe(resultLines(before) === resultLines(now))
      expect(resultDifferences(before, before)).toEqual([])
    }),
  )
})
