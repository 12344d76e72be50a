import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Judged } from '../../engine/poll/process-capture.ts'
import { judgeFiles, planOf } from '../helpers/judged.ts'
import { different, type Reading, recordsOf, testAllPublished, testFacts, totalsOf } from './facts.ts'
import { realCaptures } from './real-captures.ts'
import { describeReal } from './real-files.ts'

/** Totals of a contest by the last name that the fact uses; it must be that of one candidate. */
const byLastName =
  (fact: string, contest: string): Reading =>
  (judged, facts) => {
    const totals = Object.entries(totalsOf(recordsOf(judged).filter((one) => one.contest.id === contest)))
    return Object.fromEntries(
      Object.keys(facts[fact] as object).map((last) => {
        const found = totals.filter(([name]) => name === last || name.endsWith(` ${last}`))
        return [last, found.length === 1 ? found[0]?.[1] : found]
      }),
    )
  }
/** The trailer is a row to the engine, which holds it to its word; to the facts it is none. */
const rows: Reading = (judged) => judged.rows - 1

describeReal('Michigan, general election of 2018: tab text by the name of .xls', () => {
  testAllPublished('Michigan 2018', { results: 1705 })
  testFacts(
    'Michigan 2018',
    { folder: 'us-mi-enr-tsv-2018', file: '2018GEN_MI_CENR_BY_COUNTY.xls' },
    {
      rows,
      contests: (judged) => different(recordsOf(judged).map(({ contest }) => contest.id)),
      counties: (judged) => different(recordsOf(judged).map(({ unit }) => unit.id)),
      governor: byLastName('governor', 'mi/governor'),
      us_senate: byLastName('us_senate', 'mi/us-senate'),
    },
  )

  test('a file whose trailer counts another number of records is held', async () => {
    const { capturedAt, feed, files } = realCaptures['Michigan 2018']
    const folder = await mkdtemp(join(tmpdir(), 'michigan-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const cut = join(folder, 'cut.xls')
    const lines = readFileSync(files['main'] ?? '', 'utf8').split('\n')
    writeFileSync(cut, lines.toSpliced(100, 1).join('\n'))
    const { changes, holds } = await judgeFiles(planOf(feed), { main: cut }, capturedAt)
    expect(holds.map(({ code, places }) => [code, places])).toEqual([
      ['DECODE_TRAILER_MISMATCH', ['cut.xls#L7248']],
    ])
    expect(changes).toEqual([])
  })
})

describeReal('Michigan, general election of 2016: the file that was still there in 2020', () => {
  testAllPublished('Michigan 2016', { results: 1064 })
  testFacts(
    'Michigan 2016',
    { folder: 'us-mi-enr-live-2016', file: 'MI_data_live.txt' },
    {
      rows,
      election_dates: async () => /^rows of ([^;]+);/.exec(await reasonAsOf2018())?.[1]?.split(', '),
      president: byLastName('president', 'mi/us-president'),
      trailer: (judged) => `RECORDS: ${judged.rows - 1}`,
    },
  )

  test('read as the election of 2018 it is held for its date', async () => {
    const { changes, holds } = await judgedAsOf2018()
    expect(holds.map(({ code, reason }) => [code, reason])).toEqual([
      ['CHECK_OTHER_ELECTION', 'rows of 2016-11-08; us-2018-11-06-general is on 2018-11-06'],
    ])
    expect(changes).toEqual([])
  })
})

const judgedAsOf2018 = (): Promise<Judged> =>
  judgeFiles(
    planOf(realCaptures['Michigan 2018'].feed),
    realCaptures['Michigan 2016'].files,
    '2018-11-07T14:45:00-05:00',
  )

/** Why the file is held there: it says which dates its rows have. */
const reasonAsOf2018 = async (): Promise<string> => (await judgedAsOf2018()).holds[0]?.reason ?? ''
