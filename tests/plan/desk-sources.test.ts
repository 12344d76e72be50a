import { describe, expect, test } from 'vitest'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { renderText } from '../../engine/errors/render.ts'
import { compileDesk, type Desk } from '../../engine/plan/desk.ts'
import { tables } from '../../engine/plan/tables.ts'
import { electionPath, electionText, filesOf } from './specs.ts'

const id = 'us-2024-11-05-general'
const feeds = Object.fromEntries(
  ['us-nc-state', 'us-nc-wake'].map((name) => [
    `feeds/us-nc/${name}/feed.yaml`,
    `feed: ${name} # of the state\n`,
  ]),
)

/** The desk of an election with further keys and files beside it, among two feeds, and its problems. */
function deskWith(
  keys: string,
  beside: Readonly<Record<string, string>> = {},
): { readonly desk: Desk | undefined; readonly problems: readonly string[] } {
  const named = Object.entries(beside).map(([name, text]) => [`feeds/elections/${name}`, text])
  const texts = { ...feeds, [electionPath]: `${electionText}${keys}\n`, ...Object.fromEntries(named) }
  const problems: FeedError[] = []
  const report = (error: FeedError): void => void problems.push(error)
  const desk = compileDesk('feeds', id, { files: filesOf(texts), tables, report })
  return {
    desk,
    problems: problems.map((one) =>
      renderText(one).replace('feeds/elections/', '').replace('us-2024-11-05-general.yaml:', ''),
    ),
  }
}

const contests = { 'contests.csv': 'id,name\nnc/president,President\nnc/governor,Governor\n' }

describe('the sources of an election', () => {
  test('stand in their order, with what is usual where nothing is said', () => {
    const { desk, problems } = deskWith(`sources:
  - contest: nc/president
    unit: "*/county:wake*"
    order: [us-nc-wake, units, us-nc-state]
    fresh_within: 10m
    tolerance: { votes: 25 }
  - contest: nc/*
    order: [us-nc-state]`)
    expect(problems).toEqual([])
    expect(desk?.sources).toEqual([
      {
        contest: 'nc/president',
        unit: '*/county:wake*',
        order: ['us-nc-wake', 'units', 'us-nc-state'],
        freshWithin: 600_000,
        tolerance: { votes: 25, percent: 0 },
      },
      { contest: 'nc/*', order: ['us-nc-state'], tolerance: { votes: 10, percent: 0.5 } },
    ])
  })

  test.each([
    [
      'a feed that is not there',
      '[{ contest: "*", order: [us-nc-stat] }]',
      '6:35 SPEC_NOT_FOUND There is no feed "us-nc-stat".',
    ],
    [
      'a source that is named twice',
      '[{ contest: "*", order: [us-nc-state, units, us-nc-state] }]',
      '6:55 SPEC_SAME_NAME The source "us-nc-state" is given twice',
    ],
    [
      'an order behind one that fits all of it',
      '[{ contest: "nc/*", order: [units] }, { contest: "nc/gov*", unit: "*", order: [units] }]',
      '6:48 SPEC_UNREACHABLE This order of sources has no effect',
    ],
    [
      'a unit in which no polls close',
      '[{ contest: "*", unit: "ocd-division/country:us/state:sc/*", order: [units] }]',
      '6:33 SPEC_NOT_FOUND There is no unit that fits',
    ],
    [
      'contests of which the election lists none',
      '[{ contest: "nc/presidents", order: [units] }]\ncontests: contests.csv',
      '6:22 SPEC_NOT_FOUND There is no contest that fits "nc/presidents".',
    ],
  ])('%s is a problem at its place', (_, sources, expected) => {
    const { problems } = deskWith(`sources: ${sources}`, contests)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(expected)
  })

  test('a span in which a healthy feed may not be heard of is a problem at its place', () => {
    const within = (span: string) =>
      deskWith(`sources:\n  - contest: "*"\n    order: [us-nc-state]\n    fresh_within: ${span}`).problems
    expect(within('119s')).toEqual([
      '9:19 SPEC_VALUE sources[0].fresh_within is "119s"; it must be at least 2m.\n  A healthy feed is heard of once a minute, if its polls are not further apart: give at least two of these spans.',
    ])
    expect(within('2m')).toEqual([])
  })

  test('a feed that is nearly named is suggested', () => {
    const { problems } = deskWith('sources: [{ contest: "*", order: [us-nc-stat] }]')
    expect(problems[0]).toContain('Did you mean "us-nc-state"?')
  })
})

describe('the crosswalk of an election', () => {
  const of = (rows: string) =>
    deskWith('crosswalk: ids.csv', { 'ids.csv': `feed,kind,theirs,ours,contest\n${rows}\n` })

  test('says how the ids of each feed read', () => {
    const { desk, problems } = of(
      [
        'us-nc-wake,contest,nc/wake/pres,nc/president,',
        'us-nc-wake,unit,wake/all,ocd-division/country:us/state:nc/county:wake,',
        'us-nc-wake,selection,constructor,harris,nc/president',
        'us-nc-state,contest,nc/pres,nc/president,',
      ].join('\n'),
    )
    expect(problems).toEqual([])
    expect(desk?.crosswalks).toEqual({
      'us-nc-wake': {
        contests: { 'nc/wake/pres': 'nc/president' },
        units: { 'wake/all': 'ocd-division/country:us/state:nc/county:wake' },
        selections: { 'nc/president': { constructor: 'harris' } },
      },
      'us-nc-state': { contests: { 'nc/pres': 'nc/president' }, units: {}, selections: {} },
    })
  })

  test.each([
    ['us-nc-wake,contest,a,b,\nus-nc-wake,contest,a,c,', 'ids.csv:3:1 SPEC_SAME_NAME'],
    ['us-nc-wake,contest,a,b,\nus-nc-wake,contest,c,b,', 'ids.csv:3:1 SPEC_SAME_NAME'],
    ['us-nc-wak,contest,a,b,', 'ids.csv:2:1 SPEC_NOT_FOUND There is no feed "us-nc-wak".'],
    ['us-nc-wake,candidate,a,b,', 'ids.csv:2:1 SPEC_TABLE kind is "candidate"'],
    ['us-nc-wake,selection,a,b,', 'ids.csv:2:1 SPEC_TABLE a selection needs the contest'],
    ['us-nc-wake,unit,a,b,c', 'ids.csv:2:1 SPEC_TABLE only a selection stands in a contest'],
    ['us-nc-wake,unit,a b,b,', 'ids.csv:2:1 SPEC_TABLE "a b" is no id'],
  ])('%j is a problem at its row', (rows, expected) => {
    const { problems } = of(rows)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(expected)
  })

  test('the same id of two feeds, or of two contests, is not the same', () => {
    const { problems } = of(
      'us-nc-wake,contest,a,b,\nus-nc-state,contest,a,c,\nus-nc-wake,selection,a,b,x\nus-nc-wake,selection,a,b,y',
    )
    expect(problems).toEqual([])
  })

  test('names contests and units of the election, where it says which there are', () => {
    const rows = [
      'us-nc-wake,contest,nc/wake/pres,nc/presidnt,',
      'us-nc-wake,selection,a,b,nc/presidnt',
      'us-nc-wake,unit,all,wake,',
      'us-nc-wake,selection,a,b,nc/president',
    ]
    const files = {
      'ids.csv': `feed,kind,theirs,ours,contest\n${rows.join('\n')}\n`,
      'c.csv': 'id,name\nnc/president,President\n',
    }
    const { problems } = deskWith('contests: c.csv\ncrosswalk: ids.csv', files)
    expect(problems).toEqual([
      expect.stringContaining('ids.csv:2:1 SPEC_NOT_FOUND There is no contest that fits "nc/presidnt"'),
      expect.stringContaining('ids.csv:3:1 SPEC_NOT_FOUND There is no contest that fits "nc/presidnt"'),
      expect.stringContaining('ids.csv:4:1 SPEC_NOT_FOUND There is no unit of the election "wake"'),
    ])
  })
})
