import { expect, test } from 'vitest'
import { judgeFiles, planOf } from '../helpers/judged.ts'
import { clarityFacts } from './clarity-facts.ts'
import { testAllPublished, testFacts } from './facts.ts'
import { realCaptures } from './real-captures.ts'
import { describeReal } from './real-files.ts'

const folder = 'us-pa-allegheny-clarity-zip-2023'
const covers = clarityFacts('ocd-division/country:us/state:pa/county:allegheny', 'America/New_York', {
  electionDay: 'Election Day',
  absentee: 'Absentee',
  provisional: 'Provisional',
})

describeReal('Allegheny County, special elections of 2023: one detail.xml of precincts in a zip', () => {
  for (const [district, results] of [
    ['21', 80],
    ['32', 69],
    ['34', 82],
    ['35', 98],
  ] as const) {
    testAllPublished(`Allegheny, district ${district}`, { results })
    testFacts(
      `Allegheny, district ${district}`,
      { folder, file: `special-${district}.zip!detail.xml` },
      covers,
    )
  }

  test('an archive holds detail.xml whatever the election: another one is seen by its date', async () => {
    const { files, capturedAt } = realCaptures['Allegheny, district 32']
    const plan = planOf('feeds/us-pa-allegheny/special-2023/feed.yaml')
    const { holds, changes } = await judgeFiles(plan, files, capturedAt)
    expect(holds.map(({ code, group }) => [code, group])).toEqual([['CHECK_OTHER_ELECTION', '*']])
    expect(changes).toEqual([])
  })
})

describeReal('Allegheny County, primary of 2023: 24 MB of XML', () => {
  testAllPublished('Allegheny, primary', { results: 34_997 })
  testFacts('Allegheny, primary', { folder, file: 'primary.zip!detail.xml' }, covers)
})
