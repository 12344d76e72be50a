import { beforeAll, expect, test } from 'vitest'
import { resultKey } from '../../engine/model/ids.ts'
import type { Judged } from '../../engine/poll/process-capture.ts'
import { judgeFiles, planOf } from '../helpers/judged.ts'
import { countyNumbers, countyOf, minnesotaFeed, saidIn, state } from './minnesota-files.ts'
import { describeReal, factsOf, realFile } from './real-files.ts'

const folder = 'us-mn-sos-2020'
const files = { president: 'USPresCty.txt', senate: 'ussenatecty.txt', house: 'ushouse.txt' }

describeReal('Minnesota, the certified results of 2020', () => {
  const paths = Object.fromEntries(
    Object.entries(files).map(([request, name]) => [request, realFile(folder, name)]),
  )
  let judged: Judged

  beforeAll(async () => {
    judged = await judgeFiles(planOf(minnesotaFeed), paths, '2020-11-24T18:40:19Z')
  })

  test('every row counts, and nothing is held', () => {
    expect(judged.rows).toBe(870 + 435 + 31)
    expect(judged.rejections).toEqual([])
    expect(judged.holds).toEqual([])
    expect(judged.results).toHaveLength(87 + 87 + 8)
  })

  test.each([
    ['USPres.txt+USPresCty.txt', 'mn/us-president'],
    ['ussenate.txt+ussenatecty.txt', 'mn/us-senate'],
  ])('%s: every fact', (file, contest) => {
    const facts = factsOf(folder, file)
    const results = judged.results.filter(({ record }) => record.contest.id === contest)
    const sums: Record<string, number> = {}
    let [reporting, total] = [0, 0]
    for (const { record } of results) {
      for (const { name, votes } of record.selections) sums[name] = (sums[name] ?? 0) + votes.total
      reporting += record.reporting?.unitsReporting ?? 0
      total += record.reporting?.unitsTotal ?? 0
    }
    expect(sums).toEqual(facts['county_sum'])
    expect(sums).toEqual(facts['statewide'])
    expect(results).toHaveLength(Number(facts['counties']))
    expect(String(reporting)).toBe(facts['precincts_reporting'])
    expect(String(total)).toBe(facts['precincts_total'])
    expect(results.map(({ record }) => record.contest.name)).toContain(facts['office'])
  })

  test('every figure is the one that stands in the file', () => {
    const said = saidIn(Object.values(paths))
    expect(judged.results.map(({ key }) => key).toSorted()).toEqual([...said.keys()].toSorted())
    for (const { key, record } of judged.results) {
      expect(Object.fromEntries(record.selections.map(({ name, votes }) => [name, votes.total]))).toEqual(
        said.get(key)?.votes,
      )
    }
  })

  test('a figure names the line that it came from', () => {
    const key = resultKey('mn/us-president', `${state}/county:aitkin`)
    const aitkin = judged.results.find((result) => result.key === key)
    expect(aitkin?.locators).toMatchObject([{ origin: 'USPresCty.txt' }])
    expect(aitkin?.locators[0]?.places['joseph-r-biden-and-kamala-harris']).toEqual(['L2'])
  })

  test('write-ins are no party, and quotation marks are part of a name', () => {
    const key = resultKey('mn/us-president', `${state}/county:aitkin`)
    const selections = judged.results.find((result) => result.key === key)?.record.selections
    expect(selections?.at(-1)).toMatchObject({ name: 'WRITE-IN', writeIn: true })
    expect(selections?.at(-1)?.party).toBeUndefined()
    expect(selections?.[2]?.name).toBe('Roque "Rocky" De La Fuente and Darcy Richardson')
  })
})

test('the numbers that Minnesota gives its counties are not FIPS: 27000 + 2n − 1', () => {
  expect(countyNumbers).toHaveLength(87)
  for (const number of countyNumbers)
    expect(countyOf(number).fips).toBe(String(27_000 + 2 * Number(number) - 1))
  expect(countyOf('56')).toMatchObject({
    fips: '27111',
    name: 'Otter Tail',
    unit: `${state}/county:otter_tail`,
  })
})
