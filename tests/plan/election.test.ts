import { describe, expect, test } from 'vitest'
import { electionPath, electionText, hintsOf, planOf, problemsOf, specText } from './specs.ts'

const spec = specText()
const file = 'elections/us-2024-11-05-general.yaml'
const withElection = (text: string, tables: Readonly<Record<string, string>> = {}) => ({
  [electionPath]: text,
  ...Object.fromEntries(Object.entries(tables).map(([name, table]) => [`feeds/elections/${name}`, table])),
})

test('an election is in every plan of it: instants, windows of whole days, stages, tables', () => {
  const text = `${electionText}test_windows: [ { from: 2024-10-23, to: 2024-10-26 } ]
stages:
  - { name: night, from: 2024-11-05 19:30 }
  - { name: canvass, from: 2024-11-07 08:00 }
contests: contests.csv
registration: registration.csv
`
  const tables = {
    'contests.csv':
      'id,name,names,type,votes_allowed,major_parties\nnc/president,US PRESIDENT,President | POTUS,candidate,1,DEM REP\nnc/school-board,SCHOOL BOARD,,,3,\n',
    'registration.csv': 'unit,registered\nocd-division/country:us/state:nc/county:wake,812345\n',
  }
  expect(planOf(spec, withElection(text, tables)).election).toEqual({
    id: 'us-2024-11-05-general',
    title: 'General election of 5 November 2024',
    date: '2024-11-05',
    pollsClose: [{ unit: 'ocd-division/country:us/state:nc', at: '2024-11-06T00:30:00Z' }],
    testWindows: [{ from: '2024-10-23T04:00:00Z', to: '2024-10-27T04:00:00Z' }],
    stages: [
      { name: 'night', from: '2024-11-06T00:30:00Z' },
      { name: 'canvass', from: '2024-11-07T13:00:00Z' },
    ],
    contests: [
      {
        id: 'nc/president',
        names: ['US PRESIDENT', 'President', 'POTUS'],
        type: 'candidate',
        votesAllowed: 1,
        majorParties: ['DEM', 'REP'],
      },
      { id: 'nc/school-board', names: ['SCHOOL BOARD'], votesAllowed: 3 },
    ],
    registration: { 'ocd-division/country:us/state:nc/county:wake': 812_345 },
  })
})

describe('an election that is not there', () => {
  test('is said with the one that was meant', () => {
    const wrong = specText({ election: 'us-2024-11-05-generl' })
    expect(problemsOf(wrong)).toEqual(['3:11 SPEC_NOT_FOUND There is no election "us-2024-11-05-generl".'])
    expect(hintsOf(wrong)).toEqual([
      'Did you mean "us-2024-11-05-general"? Use one of: us-2024-11-05-general.',
    ])
  })

  test('is not looked for where no file is named', () => {
    expect(problemsOf(specText({ election: 'a/b' }))).toEqual([
      '3:11 SPEC_VALUE election is "a/b"; it has the wrong form.',
    ])
  })
})

const closing = (at: string, zone = 'America/New_York', unit = 'ocd-division/country:us/state:va') =>
  `  - { unit: "${unit}", at: ${at}, timezone: ${zone} }\n`

test.each([
  [
    electionText.replace('05-general\n', '05-genera\n'),
    '1:11 SPEC_VALUE election is "us-2024-11-05-genera"; it must be "us-2024-11-05-general", like its file.',
  ],
  [
    electionText.replace('date: 2024-11-05', 'date: 2024-11-31'),
    '3:7 SPEC_TIME "2024-11-31" is no day that there is.',
  ],
  [
    electionText + closing('2024-11-05 19:00', 'Eastern'),
    '6:81 SPEC_ZONE "Eastern" is not the time zone of a place.',
  ],
  [
    electionText + closing('2020-11-05 19:00'),
    '6:53 SPEC_TIME "2020-11-05 19:00" is not in the night of the election, 2024-11-05.',
  ],
  [
    electionText + closing('2024-11-06 13:00'),
    '6:53 SPEC_TIME "2024-11-06 13:00" is not in the night of the election, 2024-11-05.',
  ],
  [
    electionText + closing('2024-11-05 20:00', 'America/New_York', 'ocd-division/country:us/state:nc'),
    '6:13 SPEC_SAME_NAME The unit "ocd-division/country:us/state:nc" is given twice; also at line 5.',
  ],
  [
    `${electionText}test_windows: [ { from: 2024-10-26, to: 2024-10-23 } ]\n`,
    '6:41 SPEC_TIME "2024-10-23" is before 2024-10-26.',
  ],
  [
    `${electionText}stages: [ { name: a, from: 2024-11-07 08:00 }, { name: b, from: 2024-11-06 08:00 } ]\n`,
    '6:65 SPEC_TIME "2024-11-06 08:00" is not after the stage before.',
  ],
  [
    `${electionText}stages: [ { name: a, from: 2024-11-06 08:00 }, { name: a, from: 2024-11-07 08:00 } ]\n`,
    '6:56 SPEC_SAME_NAME The stage "a" is given twice; also at feeds/elections/us-2024-11-05-general.yaml:6.',
  ],
  [`${electionText}contest: contests.csv\n`, '6:1 SPEC_UNKNOWN_KEY The file has no key "contest".'],
  [
    `${electionText}contests: contests.csv\n`,
    '6:11 SPEC_FILE_MISSING The table of contests contests.csv does not exist.',
  ],
  ['- election', '1:1 SPEC_VALUE The file is a list; it must consist of keys and values.'],
])('%# is wrong at its place in the file of the election', (text, expected) => {
  expect(problemsOf(spec, withElection(text))).toEqual([`${file}:${expected}`])
})

test('polls may close after midnight', () => {
  expect(problemsOf(spec, withElection(electionText + closing('2024-11-06 01:00')))).toEqual([])
})

describe('tables of an election', () => {
  const contests = (table: string) =>
    problemsOf(spec, withElection(`${electionText}contests: c.csv\n`, { 'c.csv': table }))
  const registration = (table: string) =>
    problemsOf(spec, withElection(`${electionText}registration: r.csv\n`, { 'r.csv': table }))

  test.each([
    ['name\nX\n', [`${file}:6:11 SPEC_TABLE_COLUMN c.csv has no column "id".`]],
    [
      'id,name,vote_for\na,A,1\n',
      ['elections/c.csv:1:1 SPEC_UNKNOWN_KEY A table of contests has no key "vote_for".'],
    ],
    [
      'id,name,names\na,Governor,GOV\nb,GOVERNOR,gov\n',
      [
        'elections/c.csv:3:1 SPEC_SAME_NAME The name "governor" is given twice; also at feeds/elections/c.csv:2.',
        'elections/c.csv:3:1 SPEC_SAME_NAME The name "gov" is given twice; also at feeds/elections/c.csv:2.',
      ],
    ],
    [
      'id,name,type,votes_allowed\na b,A,candidate,1\nb,B,office,0\n',
      [
        'elections/c.csv:2:1 SPEC_TABLE "a b" is no id of a contest: it has no white space and no bar.',
        'elections/c.csv:3:1 SPEC_TABLE "office" is no type of contest; there are candidate, ballot-measure, retention, party.',
        'elections/c.csv:3:1 SPEC_TABLE votes_allowed is "0", not a number from 1.',
      ],
    ],
  ])('contests: %j', (table, expected) => {
    expect(contests(table)).toEqual(expected)
  })

  test('registration is whole numbers, one for a unit', () => {
    const wake = 'ocd-division/country:us/state:nc/county:wake'
    expect(registration(`unit,registered\n${wake},1\n${wake},"1,000"\nwake,2\n`)).toEqual([
      `elections/r.csv:3:1 SPEC_SAME_NAME The name "${wake}" is given twice; also at feeds/elections/r.csv:2.`,
      'elections/r.csv:3:1 SPEC_TABLE registered is "1,000", not a whole number.',
      'elections/r.csv:4:1 SPEC_NOT_FOUND There is no unit of the election "wake".',
    ])
  })
})
