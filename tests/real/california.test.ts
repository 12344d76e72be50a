import { expect, test } from 'vitest'
import type { ResultRecord } from '../../engine/model/result.ts'
import type { Judged } from '../../engine/poll/process-capture.ts'
import { different, recordsOf, testAllPublished, testFacts, totalsOf } from './facts.ts'
import { judgedReal } from './real-captures.ts'
import { describeReal } from './real-files.ts'

const folder = 'us-ca-sos-api-2022'
const contest = (judged: Judged, id: string): readonly ResultRecord[] =>
  recordsOf(judged).filter((record) => record.contest.id === id)
const house = (judged: Judged): readonly ResultRecord[] =>
  recordsOf(judged).filter(({ unit }) => unit.type === 'congressional')

describeReal('California, general election of 2022: ten answers of the Secretary of State’s API', () => {
  testAllPublished('California 2022', { results: 212 })

  testFacts(
    'California 2022',
    { folder, file: 'governor.json' },
    {
      totals: (judged) => totalsOf(contest(judged, 'ca/governor')),
      reporting: (judged) => officeText(contest(judged, 'ca/governor')[0]),
    },
  )
  testFacts(
    'California 2022',
    { folder, file: 'us-rep.json' },
    {
      races: (judged) => different(house(judged).map(({ contest: { id } }) => id)),
      // The file adds how far a contest reaches, which is the unit of the result.
      first: (judged) => {
        const first = house(judged).find(({ unit }) => unit.id === 'ocd-division/country:us/state:ca/cd:1')
        return `${first?.contest.name} - Districtwide Results`
      },
      sum_all_votes: (judged) =>
        Object.values(totalsOf(house(judged))).reduce((sum, votes) => sum + votes, 0),
    },
  )

  test('measures and justices are contests of Yes and No', async () => {
    const { judged } = await judgedReal('California 2022')
    expect(totalsOf(contest(judged, 'ca/proposition-1'))).toEqual({ Yes: 7_158_901, No: 3_542_674 })
    const justice = contest(judged, 'ca/supreme-court-justice-goodwin-liu')
    expect(totalsOf(justice)).toEqual({ Yes: 5_895_777, No: 2_614_046 })
    expect(justice.map((record) => record.contest.type)).toEqual(['retention'])
  })

  test('times without a zone are those of California', async () => {
    const { judged } = await judgedReal('California 2022')
    expect(judged.facts?.asOf).toBe('2022-12-06T18:27:00-08:00')
  })
})

/** As the API writes it: `100% (25,554 of 25,554) precincts reporting`. */
function officeText(record: ResultRecord | undefined): string {
  const { unitsReporting = 0, unitsTotal = 0 } = record?.reporting ?? {}
  const [reported, all] = [unitsReporting, unitsTotal].map((units) => units.toLocaleString('en-US'))
  return `${(unitsReporting / unitsTotal) * 100}% (${reported} of ${all}) precincts reporting`
}
