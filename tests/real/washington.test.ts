import { expect, test } from 'vitest'
import { judgeFiles, planOf } from '../helpers/judged.ts'
import { different, type Reading, recordsOf, testAllPublished, testFacts, totalsOf } from './facts.ts'
import { judgedReal } from './real-captures.ts'
import { describeReal, factsOf, realFile } from './real-files.ts'

const folder = 'us-wa-results-csv'
const folded = (text: string) => text.trim().replace(/\s+/g, ' ')
/** Names come out as a page would show them; the facts have them as the file writes them. */
const written = (name: string) => name.replaceAll('"', '&quot;')

const covers: Readonly<Record<string, Reading>> = {
  rows: ({ rows }) => rows,
  races: (judged) => different(recordsOf(judged).map(({ contest }) => contest.name)),
  counties: (judged) => different(recordsOf(judged).map(({ unit }) => unit.id)),
  race: (judged, { race }) => {
    const found = recordsOf(judged).find(({ contest }) => contest.name === folded(String(race)))
    return found === undefined ? undefined : race
  },
  totals: (judged, { race }) => {
    const records = recordsOf(judged).filter(({ contest }) => contest.name === folded(String(race)))
    return Object.fromEntries(Object.entries(totalsOf(records)).map(([name, sum]) => [written(name), sum]))
  },
}

describeReal('Washington, general election of 2020: CSV of all counties', () => {
  testAllPublished('Washington 2020', { results: 1426 })
  testFacts('Washington 2020', { folder, file: '20201103_AllCounties.csv' }, covers)

  test('contests of one name in two counties stay apart, those of the state are one', async () => {
    const { judged } = await judgedReal('Washington 2020')
    const idsOf = (name: string) => [
      ...new Set(
        recordsOf(judged)
          .filter(({ contest }) => contest.name === name)
          .map(({ contest }) => contest.id),
      ),
    ]
    expect(idsOf('Commissioner District 1').toSorted()).toEqual(
      ['cowlitz', 'franklin', 'kitsap', 'spokane'].map((county) => `wa/${county}/commissioner-district-1`),
    )
    expect(idsOf('Washington State Governor')).toEqual(['wa/governor'])
  })

  test.each(['Washington 2020', 'Washington 2018'] as const)(
    '%s: a contest of several counties has the same selections in each of them',
    async (name) => {
      const { judged } = await judgedReal(name)
      const byContest = Map.groupBy(recordsOf(judged), ({ contest }) => contest.id)
      const shared = [...byContest].filter(([, records]) => records.length > 1)
      const odd = shared.filter(
        ([, records]) =>
          different(records.map(({ selections }) => selections.map(({ id }) => id).join())) > 1,
      )
      expect(shared.length).toBeGreaterThan(60)
      expect(odd.map(([id]) => id)).toEqual([])
    },
  )

  test('entities are characters: Eduardo Castaneda-Díaz', async () => {
    const { judged } = await judgedReal('Washington 2020')
    const names = recordsOf(judged).flatMap(({ selections }) => selections.map(({ name }) => name))
    expect(names).toContain('Eduardo Castaneda-Díaz')
    expect(names.filter((name) => /&#?\w+;/.test(name))).toEqual([])
  })
})

describeReal('Washington, general election of 2018: the same layout, other texts', () => {
  testAllPublished('Washington 2018', { results: 1307 })
  testFacts(
    'Washington 2018',
    { folder, file: '20181106_AllCounties.csv' },
    {
      ...covers,
      // Five statewide measures are written in one way in 37 counties and in another in two: declared as one contest each.
      races: (judged) => 5 + Number(covers['races']?.(judged, {})),
    },
  )

  test('a statewide measure that is written in two ways is one contest in all 39 counties', async () => {
    const { judged } = await judgedReal('Washington 2018')
    const measure = recordsOf(judged).filter(({ contest }) => contest.id === 'wa/initiative-1631')
    expect(different(measure.map(({ unit }) => unit.id))).toBe(39)
  })
})

describeReal('Washington, an export without a row', () => {
  test('20180213_AllState_empty.csv: rows: 0, and of another layout: held for the column that is missing', async () => {
    const plan = planOf('feeds/us-wa/general-2018/feed.yaml')
    const file = '20180213_AllState_empty.csv'
    const files = { main: realFile(folder, file) }
    const { changes, holds, rows } = await judgeFiles(plan, files, '2018-12-04T17:00:00-08:00')
    expect({ rows }).toEqual(factsOf(folder, file))
    expect(holds.map(({ code }) => code)).toEqual(['DECODE_COLUMN_MISSING'])
    expect(changes).toEqual([])
  })
})
