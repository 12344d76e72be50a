import { expect, test } from 'vitest'
import type { LiveResult } from '../../engine/export/format.ts'
import { nistJson } from '../../engine/export/nist-json.ts'
import { nistXml } from '../../engine/export/nist-xml.ts'
import type { ContestType, ResultRecord } from '../../engine/model/result.ts'
import { type Document, listOf } from './nist-reader.ts'
import { reportOf } from './report-of.ts'
import { contestOf, live, recordOf, state } from './samples.ts'

const documentOf = (...results: readonly LiveResult[]): Document =>
  JSON.parse([...nistJson.ofContest(contestOf(...results))].join('')) as Document
const contestIn = (document: Document): Document | undefined =>
  listOf(listOf(document, 'Election')[0] ?? {}, 'Contest')[0]
const scopeIn = (document: Document): unknown => listOf(document, 'Election')[0]?.['ElectionScopeId']
const gpState = 'gp-ocd-division_2f_country_3a_us_2f_state_3a_zz'
const ofType = (type: ContestType): ResultRecord =>
  recordOf({ contest: { id: 'zz/x', name: 'JUDGE OAK', type } })

test.each([
  ['candidate', 'ElectionResults.CandidateContest', 'ElectionResults.CandidateSelection'],
  ['ballot-measure', 'ElectionResults.BallotMeasureContest', 'ElectionResults.BallotMeasureSelection'],
  ['retention', 'ElectionResults.RetentionContest', 'ElectionResults.BallotMeasureSelection'],
  ['party', 'ElectionResults.PartyContest', 'ElectionResults.PartySelection'],
] as const)('a contest of the type %s is a %s', (type, contest, selection) => {
  const found = contestIn(documentOf(live(ofType(type))))
  expect(found).toMatchObject({ '@type': contest, Name: 'JUDGE OAK' })
  expect(listOf(found ?? {}, 'ContestSelection').map((one) => one['@type'])).toEqual([selection, selection])
})

test('ballots of units are no contest', () => {
  const record = recordOf({
    contest: { id: 'zz/ballots', name: 'Ballots and voters', type: 'ballots' },
    ballots: { cast: 8_010, registered: 9_900 },
    selections: [],
  })
  const [election] = listOf(documentOf(live(record)), 'Election')
  expect(election).toMatchObject({
    Contest: [],
    BallotCounts: [{ BallotsCast: 8_010, Type: 'total', GpUnitId: expect.stringMatching(/harbor$/) }],
  })
})

test('units lie in each other, up to the one that all of a contest lies in', () => {
  const precinct = {
    id: `${state}/county:harbor/precinct:1`,
    type: 'precinct',
    name: '1',
    within: `${state}/county:harbor`,
  }
  const document = documentOf(
    live(
      recordOf({
        reporting: { unitsReporting: 1, unitsTotal: 2, status: 'unofficial-partial' },
        ballots: { registered: 9_900 },
      }),
    ),
    live(recordOf({ unit: precinct })),
  )
  expect(document).toMatchObject({
    Format: 'precinct-level',
    Status: 'unofficial-partial',
    GpUnit: [
      {
        '@id': `${gpState}_2f_county_3a_harbor`,
        ComposingGpUnitIds: [expect.stringMatching(/precinct_3a_1$/)],
        CountStatus: [{ Status: 'in-process', Type: 'total' }],
        SubUnitsReported: 1,
        TotalSubUnits: 2,
        VotersRegistered: 9_900,
      },
      { Type: 'precinct' },
    ],
  })
  expect(contestIn(document)).toMatchObject({
    CountStatus: [{ Status: 'in-process', Type: 'total' }],
    ElectionDistrictId: `${gpState}_2f_county_3a_harbor`,
    SubUnitsReported: 1,
    TotalSubUnits: 2,
  })
  expect(scopeIn(document)).toBe(`${gpState}_2f_county_3a_harbor`)
})

const county = (name: string): LiveResult =>
  live(recordOf({ unit: { id: `${state}/county:${name}`, type: 'county', name, within: state } }))
const ofState = live(
  recordOf({
    unit: { id: state, type: 'state', name: 'Zenith', within: 'ocd-division/country:us' },
    reporting: { unitsReporting: 3, unitsTotal: 9, status: 'unofficial-partial' },
  }),
)

test.each([
  ['that a result is of', [ofState, county('harbor')], 'Zenith', { SubUnitsReported: 3, TotalSubUnits: 9 }],
  ['that no result is of', [county('amber'), county('harbor')], 'zz', {}],
])(
  'the district of a contest in a state %s is the state, and nothing lies above',
  (_, results, name, said) => {
    const document = documentOf(...results)
    expect(contestIn(document)).toMatchObject({ ElectionDistrictId: gpState, ...said })
    expect(scopeIn(document)).toBe(gpState)
    expect(listOf(document, 'GpUnit')[0]).toMatchObject({
      '@id': gpState,
      Name: { Text: [{ Content: name }] },
      Type: 'state',
    })
  },
)

test('an election lies in the unit that contains the districts of all its contests', async () => {
  const sheriff = live(
    recordOf({ contest: { id: 'zz/sheriff', name: 'SHERIFF', type: 'candidate', votesAllowed: 1 } }),
  )
  const report = JSON.parse(
    await reportOf(nistJson, [contestOf(ofState, county('harbor')), contestOf(sheriff)]),
  ) as Document
  const [election] = listOf(report, 'Election')
  expect(election).toMatchObject({
    Contest: [
      { Name: 'US PRESIDENT', ElectionDistrictId: gpState },
      { Name: 'SHERIFF', ElectionDistrictId: `${gpState}_2f_county_3a_harbor` },
    ],
    ElectionScopeId: gpState,
  })
})

test('units that name each other as the one above still make a document', () => {
  const [one, other] = ['a', 'b']
  const document = documentOf(
    live(recordOf({ unit: { id: one, type: 'county', name: 'A', within: other } })),
    live(recordOf({ unit: { id: other, type: 'county', name: 'B', within: one } })),
  )
  expect(listOf(document, 'GpUnit').map((unit) => unit['@id'])).toEqual(['gp-a', 'gp-b'])
  expect(contestIn(document)).toMatchObject({ ElectionDistrictId: 'gp-a' })
})

test('units of several states lie in what their ids share', () => {
  const other = { id: 'ocd-division/country:us/state:yy', type: 'state', name: 'Ypsilon' }
  const document = documentOf(live(recordOf()), live(recordOf({ unit: other })))
  const [election] = listOf(document, 'Election')
  expect(election).toMatchObject({ ElectionScopeId: 'gp-ocd-division_2f_country_3a_us' })
})

test('what is withheld is neither zero nor absent', () => {
  const record = recordOf({
    selections: [
      { id: 'ada', name: 'Ada', writeIn: false, votes: { total: 9 }, suppressed: ['absenteeMail'] },
    ],
    suppressed: [{ id: 'bo', name: 'Bo', writeIn: false }],
  })
  const found = contestIn(documentOf(live(record)))
  const counts = listOf(found ?? {}, 'ContestSelection').map((one) =>
    listOf(one, 'VoteCounts').map(({ Type, Count, IsSuppressedForPrivacy }) => [
      Type,
      Count,
      IsSuppressedForPrivacy,
    ]),
  )
  expect(counts).toEqual([
    [
      ['total', 9, undefined],
      ['absentee-mail', 0, true],
    ],
    [['total', 0, true]],
  ])
})

test('the document says what of it is stale or was set by a person, and whether it is a test', () => {
  const stale = [{ why: 'HELD', words: 'held by h-1f2e3d4c', since: '2024-11-06T03:20:15Z' }] as const
  const source = { kind: 'override', override: 'o-1f2e3d4c', over: null } as const
  expect(
    documentOf(live(recordOf(), { stale, source, decidedAt: '2024-10-20T10:00:00.250Z' })),
  ).toMatchObject({
    GeneratedDate: '2024-10-20T10:00:00Z',
    IsTest: true,
    Notes:
      '1 of 1 results are stale: newer figures are held back or do not come. 1 of 1 results hold figures that a person set.',
  })
  expect(documentOf(live(recordOf()))).not.toHaveProperty('IsTest')
})

test('a vote for several is n-of-m; of others nobody said how they are decided', () => {
  const many = recordOf({ contest: { id: 'zz/x', name: 'COUNCIL', type: 'candidate', votesAllowed: 3 } })
  expect(contestIn(documentOf(live(many)))).toMatchObject({ VotesAllowed: 3, VoteVariation: 'n-of-m' })
  expect(contestIn(documentOf(live(recordOf())))).not.toHaveProperty('VoteVariation')
})

test('the same results give the same bytes', () => {
  const results = [live(recordOf())]
  for (const format of [nistJson, nistXml])
    expect([...format.ofContest(contestOf(...results))].join('')).toBe(
      [...format.ofContest(contestOf(...results))].join(''),
    )
})
