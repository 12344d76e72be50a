import { describe, expect, test } from 'vitest'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { renderText } from '../../engine/errors/render.ts'
import { compileDesk, type Desk } from '../../engine/plan/desk.ts'
import { tables } from '../../engine/plan/tables.ts'
import { electionPath, electionText, filesOf } from './specs.ts'

const id = 'us-2024-11-05-general'

/** The desk of an election with further keys and files beside it, and its problems. */
function deskWith(
  keys: string,
  beside: Readonly<Record<string, string>>,
): { readonly desk: Desk | undefined; readonly problems: readonly string[] } {
  const named = Object.entries(beside).map(([name, text]) => [`feeds/elections/${name}`, text])
  const files = filesOf({ [electionPath]: `${electionText}${keys}\n`, ...Object.fromEntries(named) })
  const problems: FeedError[] = []
  const desk = compileDesk('feeds', id, { files, tables, report: (error) => void problems.push(error) })
  return {
    desk,
    problems: problems.map((one) => renderText(one).split('\n')[0]?.replace('feeds/elections/', '') ?? ''),
  }
}

const rule = `rules:
  - name: too-many
    rule: { expected_vote: { above_percent: 10 } }
    severity: hold
    contest: nc/*
    unit_types: [county]
    because: no county ever had more
`

const withVotes = 'quality: q/rules.yaml\nexpected_votes: e.csv'
const county = 'ocd-division/country:us/state:nc/county'
const [oak, elm] = [`${county}:oak`, `${county}:elm`]
const votes = `unit,votes\n${county}:oak,100\n`

describe('the rules of an election', () => {
  test('are compiled as they stand, each with what it is about', () => {
    const { desk, problems } = deskWith(withVotes, { 'q/rules.yaml': rule, 'e.csv': votes })
    expect(problems).toEqual([])
    expect(desk?.rules).toEqual([
      {
        name: 'too-many',
        severity: 'hold',
        contest: 'nc/*',
        unitTypes: ['county'],
        because: 'no county ever had more',
        rule: { needs: {}, table: 'expected_votes', judge: expect.any(Function) as unknown },
      },
    ])
  })

  test.each([
    [rule.replace('expected_vote', 'expected_votes'), '3:13 SPEC_UNKNOWN_TYPE'],
    [rule.replace('above_percent', 'over_percent'), '3:30 SPEC_UNKNOWN_KEY'],
    [rule.replace('hold', 'stop'), '4:15 SPEC_VALUE'],
    [rule.replace('county', 'countie'), '6:18 SPEC_NOT_FOUND'],
    [rule.replace('contest: nc/*', 'contst: nc/*'), '2:5 SPEC_MISSING_KEY'],
    [rule + rule.replace('rules:\n', ''), '8:11 SPEC_SAME_NAME'],
    ['- name', '1:1 SPEC_VALUE'],
  ])('%# are wrong at their place', (text, expected) => {
    const { problems } = deskWith(withVotes, { 'q/rules.yaml': text, 'e.csv': votes })
    expect(problems[0]).toContain(`q/rules.yaml:${expected}`)
  })

  test('are about contests and units of the election, and types of units that there are', () => {
    const unknown = rule
      .replace('nc/*', 'nc/governer')
      .replace('[county]', '[countie, ward]\n    unit: ocd-division/country:us/state:nd/*')
    const files = { 'q/rules.yaml': unknown, 'e.csv': votes, 'c.csv': 'id,name\nnc/governor,Governor\n' }
    expect(deskWith(`${withVotes}\ncontests: c.csv`, files).problems).toEqual([
      'q/rules.yaml:5:14 SPEC_NOT_FOUND There is no contest that fits "nc/governer".',
      'q/rules.yaml:7:11 SPEC_NOT_FOUND There is no unit that fits "ocd-division/country:us/state:nd/*".',
      'q/rules.yaml:6:18 SPEC_NOT_FOUND There is no type of units "countie".',
    ])
    const listsNone = { ...files, 'q/rules.yaml': rule.replace('nc/*', 'nc/governer') }
    expect(deskWith(withVotes, listsNone).problems).toEqual([])
  })

  test.each([
    ['expected_vote: { above_percent: 10 }', 'expected_vote', 'expected_votes'],
    ['swing: {}', 'swing', 'baseline'],
  ])('%s finds nothing without the table that it compares with', (named, type, table) => {
    const text = rule.replace('expected_vote: { above_percent: 10 }', named)
    expect(deskWith('quality: q/rules.yaml', { 'q/rules.yaml': text }).problems).toEqual([
      `q/rules.yaml:3:11 SPEC_UNREACHABLE The rule "${type}" has no effect: it compares with ${table}, and the file of the election names none.`,
    ])
  })

  test('are all looked at, whatever is wrong with some', () => {
    const second = rule.replace('rules:\n', '').replace('expected_vote', 'expected_vot')
    const text = rule.replace('hold', 'hodl') + second + second.replace('too-many', 'others')
    const { desk, problems } = deskWith(withVotes, { 'q/rules.yaml': text, 'e.csv': votes })
    expect(problems.map((one) => one.split(' ', 2).join(' '))).toEqual([
      'q/rules.yaml:4:15 SPEC_VALUE',
      'q/rules.yaml:8:11 SPEC_SAME_NAME',
      'q/rules.yaml:9:13 SPEC_UNKNOWN_TYPE',
      'q/rules.yaml:15:13 SPEC_UNKNOWN_TYPE',
    ])
    expect(desk?.rules).toEqual([])
  })

  test('must lie in a file that is there, within the folder of feeds', () => {
    expect(deskWith('quality: q/rules.yaml', {}).problems[0]).toContain('6:10 SPEC_FILE_MISSING')
    expect(deskWith('quality: ../../rules.yaml', {}).problems[0]).toContain('6:10 SPEC_FILE_OUTSIDE')
  })
})

describe('expected votes', () => {
  test('are of any contest, or of those that fit, which come first', () => {
    const table = `unit,votes,contest\n${oak},100,\n${elm},50,\n${oak},90,nc/school-*\n`
    const { desk, problems } = deskWith('expected_votes: e.csv', { 'e.csv': table })
    expect(problems).toEqual([])
    expect(desk?.expectedVotes).toEqual([
      { contest: 'nc/school-*', votes: { [oak]: 90 } },
      { votes: { [oak]: 100, [elm]: 50 } },
    ])
  })

  test.each([
    [`unit,votes\n${oak},1.5\n`, 'e.csv:2:1 SPEC_TABLE'],
    ['unit,votes\n,15\n', 'e.csv:2:1 SPEC_TABLE'],
    [`unit,votes\n${oak},1\n${oak},2\n`, 'e.csv:3:1 SPEC_SAME_NAME'],
    ['unit,vote\na,1\n', 'SPEC_TABLE_COLUMN'],
    ['unit,votes,contests\na,1,x\n', 'e.csv:1:1 SPEC_UNKNOWN_KEY'],
    ['unit,votes\noak,1\n', 'e.csv:2:1 SPEC_NOT_FOUND There is no unit of the election "oak".'],
    ['unit;votes\noak;1\n', 'e.csv:1:1 SPEC_TABLE The columns of this table are apart by semicolons.'],
    [`unit,votes,contest\n${oak},1,x y\n`, 'e.csv:2:1 SPEC_TABLE'],
  ])('%# are wrong at their row', (table, expected) => {
    expect(deskWith('expected_votes: e.csv', { 'e.csv': table }).problems[0]).toContain(expected)
  })
})

describe('a baseline', () => {
  test('has votes by party and unit, for contests that fit', () => {
    const rows = [`${oak},DEM,40`, `${oak},REP,60`, `${elm},DEM,7`].map((row) => `nc/us-*,${row}\n`)
    const table = `contest,unit,party,votes\n${rows.join('')}`
    expect(deskWith('baseline: b.csv', { 'b.csv': table }).desk?.baselines).toEqual([
      { contest: 'nc/us-*', parties: { [oak]: { DEM: 40, REP: 60 }, [elm]: { DEM: 7 } } },
    ])
  })

  test.each([
    [`contest,unit,party,votes\nx,${oak},,1\n`, 'b.csv:2:1 SPEC_TABLE'],
    [`contest,unit,party,votes\nx,${oak},D,1\nx,${oak},D,2\n`, 'b.csv:3:1 SPEC_SAME_NAME'],
    ['contest,unit,party,votes\nx,wake,D,1\n', 'b.csv:2:1 SPEC_NOT_FOUND There is no unit of the election'],
    ['contest,unit,votes\nx,a,1\n', 'SPEC_TABLE_COLUMN'],
  ])('%# is wrong at its row', (table, expected) => {
    expect(deskWith('baseline: b.csv', { 'b.csv': table }).problems[0]).toContain(expected)
  })
})

test('tables are about contests that the election lists', () => {
  const files = {
    'c.csv': 'id,name\nnc/us-senate,Senate\n',
    'e.csv': `unit,votes,contest\n${oak},1,nc/us-*\n${oak},1,nc/us-sennate\n`,
    'b.csv': `contest,unit,party,votes\nnc/sheriff,${oak},D,1\n`,
  }
  expect(deskWith('contests: c.csv\nexpected_votes: e.csv\nbaseline: b.csv', files).problems).toEqual([
    'e.csv:3:1 SPEC_NOT_FOUND There is no contest that fits "nc/us-sennate".',
    'b.csv:2:1 SPEC_NOT_FOUND There is no contest that fits "nc/sheriff".',
  ])
})
