import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compactJson } from '../../engine/export/compact-json.ts'
import { csv, csvColumns } from '../../engine/export/csv.ts'
import type { ContestResults } from '../../engine/export/format.ts'
import { plain, readCsv, rowsOf } from './csv-reader.ts'
import { figuresOf, sorted } from './figures.ts'
import { contestOf, live, recordOf, state } from './samples.ts'
import { idsOf, namesOf, someElection } from './some-election.ts'

const textOf = (contest: ContestResults): string => [...csv.ofContest(contest)].join('')
test('a table read again gives the figures that went in, and the names as they were', () => {
  fc.assert(
    fc.property(someElection, (contests) => {
      // Half a sign has no place in UTF-8.
      fc.pre([...contests.flatMap(idsOf), ...contests.flatMap(namesOf)].every((text) => text.isWellFormed()))
      for (const contest of contests) {
        const rows = rowsOf(textOf(contest))
        expect(sorted(readCsv(textOf(contest)))).toEqual(sorted(figuresOf([contest])))
        const read = rows
          .filter((row) => row['contest_type'] !== 'ballots')
          .map((row) => plain(row['selection']))
        expect(read).toEqual(namesOf(contest))
      }
    }),
  )
})

test('no cell of a text begins as a formula does', () => {
  const name = '=HYPERLINK("http://example.org")'
  const record = recordOf({
    selections: [{ id: '-x', name, party: '@DEM', writeIn: false, votes: { total: -5 } }],
  })
  const [row] = rowsOf(textOf(contestOf(live(record))))
  expect(row).toMatchObject({ selection_id: "'-x", selection: `'${name}`, party: "'@DEM", total: '-5' })
})

test('zero, absent and withheld are three things', () => {
  const record = recordOf({
    selections: [
      { id: 'ada', name: 'Ada', writeIn: false, votes: { total: 9, early: 0 }, suppressed: ['absenteeMail'] },
    ],
    suppressed: [{ id: 'bo', name: 'Bo', writeIn: false }],
  })
  const rows = rowsOf(textOf(contestOf(live(record))))
  expect(rows).toMatchObject([
    {
      selection_id: 'ada',
      total: '9',
      early: '0',
      provisional: '',
      absentee_mail: '',
      suppressed: 'absentee_mail',
    },
    { selection_id: 'bo', total: '', early: '', suppressed: 'total' },
  ])
})

test('ballots of a unit are one line without a selection; a stale result says why, and who set figures is seen', () => {
  const ballots = recordOf({
    contest: { id: 'zz/ballots', name: 'Ballots and voters', type: 'ballots' },
    ballots: { cast: 8_010, registered: 9_900 },
    selections: [],
  })
  const stale = [{ why: 'HELD', words: 'held by h-1f2e3d4c', since: '2024-11-06T03:20:15Z' }] as const
  const source = { kind: 'override', override: 'o-1f2e3d4c', over: null } as const
  const text = textOf(contestOf(live(ballots, { stale, source })))
  expect(text.split('\r\n')).toHaveLength(3)
  expect(text.split('\r\n')[0]).toBe(csvColumns.join(','))
  expect(rowsOf(text)).toMatchObject([
    { selection_id: '', ballots_cast: '8010', registered: '9900', stale: 'HELD', source: 'override' },
  ])
})

test.each([
  ['its record says', 'zz/region:1', 'zz/region:1'],
  ['its id says, where the record of a county’s own feed does not', undefined, state],
])('a unit lies within what %s', (_, within, said) => {
  const { within: _within, ...unit } = recordOf().unit
  const record = recordOf({ unit: { ...unit, ...(within === undefined ? {} : { within }) } })
  const contest = contestOf(live(record))
  expect(rowsOf(textOf(contest))[0]).toMatchObject({ unit_within: said })
  expect(JSON.parse([...compactJson.ofContest(contest)].join(''))).toMatchObject({
    units: [{ within: said }],
  })
})

test('a unit of which nobody knows where it lies lies in none', () => {
  const record = recordOf({ unit: { id: 'harbor', type: 'county', name: 'Harbor' } })
  expect(rowsOf(textOf(contestOf(live(record))))[0]).toMatchObject({ unit_within: '' })
})
