import { describe, expect, test } from 'vitest'
import { compileFeed } from '../../engine/plan/compile.ts'
import { feedsRootOf } from '../../engine/plan/feeds-root.ts'
import { electionPath, feedPath, filesOf, hintsOf, planOf, problemsOf, specText } from './specs.ts'

describe('a plan', () => {
  const plan = planOf(specText())

  test('has everything that a poll needs, with the defaults', () => {
    expect(plan).toMatchObject({
      feed: 'us-nc-general',
      status: 'draft',
      unit: 'ocd-division/country:us/state:nc',
      timezone: 'America/New_York',
      schedule: { everyMilliseconds: 900_000, windows: [] },
      election: {
        id: 'us-2024-11-05-general',
        pollsClose: [{ unit: 'ocd-division/country:us/state:nc', at: '2024-11-06T00:30:00Z' }],
      },
      limits: {
        bytes: 50_000_000,
        inflatedBytes: 200_000_000,
        members: 1_000,
        rows: 1_000_000,
        depth: 64,
        seconds: 120,
        expressionMilliseconds: 1_000,
      },
    })
    expect(plan.parts.map(({ request }) => request)).toEqual(['main'])
    expect(plan.parts[0]?.map?.reads).toEqual(['Contest', 'County', 'Choice', 'Total'])
  })

  test('says in its resolved spec what came from where', () => {
    expect(plan.resolved).toMatchObject({ decode: 'csv', requests: ['main'], lookups: {}, parameters: {} })
  })
})

describe('all problems are told at once', () => {
  test('in the order of files and lines, whatever stage finds them', () => {
    const spec = specText({
      title: '""',
      unit: 'North Carolina',
      schedule: '{ timezone: America/Raleigh, every: 15m }',
      source: '{ http: { url: "ftp://example.gov/results.csv" } }',
      decode: '{ csv: { delimeter: ";" } }',
      map: '|\n  { "votes": { "total": $vote(Total) } }',
      checks: '[ { row: {} } ]',
      limits: '{ time: 2h }',
    })
    const more = { [electionPath]: 'election: us-2024-11-05-general\ntitle: X\ndate: 2024-11-05\n' }
    expect(problemsOf(spec, more)).toEqual([
      'elections/us-2024-11-05-general.yaml:1:1 SPEC_MISSING_KEY The file lacks the key "polls_close".',
      '2:8 SPEC_VALUE title is ""; it must not be empty.',
      '4:7 SPEC_VALUE unit is "North Carolina"; it has the wrong form.',
      '5:23 SPEC_ZONE "America/Raleigh" is not the time zone of a place.',
      '6:24 SOURCE_URL_INVALID "ftp://example.gov/results.csv" can not be fetched: "ftp:" is not fetched here.',
      '7:18 SPEC_UNKNOWN_KEY decode.csv has no key "delimeter".',
      '9:25 MAP_UNKNOWN_NAME There is no function called $vote.',
      '10:13 SPEC_UNKNOWN_TYPE There is no check called "row".',
      '11:17 SPEC_VALUE limits.time is "2h"; it must be at most 15m.',
    ])
  })

  test('a file that is not there is one', () => {
    expect(compileFeed('feeds/x/feed.yaml', filesOf({}))).toMatchObject({
      plan: undefined,
      problems: [{ code: 'SPEC_MISSING', message: 'There is no file feeds/x/feed.yaml.' }],
    })
  })
})

describe('an expression is wrong at its own place, however it is written', () => {
  test.each([
    ['|\n  {\n    "votes": { "total": $vote(T) }\n  }', '10:25'],
    ['>\n  {\n    "votes": { "total":\n  $vote(T) }\n  }', '11:3'],
    ['\'{ "votes": { "total": $vote(T) } }\'', '8:29'],
    ['"{ \\"votes\\": { \\"total\\": $vote(T) } }"', '8:33'],
  ])('%j', (map, place) => {
    const expected = [`${place} MAP_UNKNOWN_NAME There is no function called $vote.`]
    expect(problemsOf(specText({ map }))).toEqual(expected)
    expect(problemsOf(specText({ map }).replaceAll('\n', '\r\n'))).toEqual(expected)
  })

  test('also inside the part of a request', () => {
    const spec = specText({
      source: '{ http: { requests: { a: { url: "https://example.gov/a" } } } }',
      map: undefined,
      parts: '\n  a:\n    map: |\n      (1 +\n        )',
    })
    expect(problemsOf(spec)).toEqual(['12:9 MAP_SYNTAX ) can not begin a value.'])
  })
})

describe('what fits together is known before the first byte', () => {
  test.each([
    [
      { decode: 'json' },
      '7:9 SPEC_SELECT_MISSING The decoder json gives a tree, and nothing says where its rows are.',
    ],
    [
      { select: '{ jmespath: "a[]" }' },
      '13:9 SPEC_SHAPE The selector jmespath takes tree, and csv gives rows.',
    ],
    [
      { decode: '{ csv: {}, json: {} }' },
      '7:9 SPEC_ONE_TYPE A decoder is named by exactly one key; here stands csv and json.',
    ],
    [{ decode: '{}' }, '7:9 SPEC_ONE_TYPE A decoder is named by exactly one key; here stands {}.'],
    [
      { unit: 'ocd-division/country:us/state:va' },
      '4:7 SPEC_VALUE unit is "ocd-division/country:us/state:va"; it must lie in a unit whose polls close in its election, or contain one.',
    ],
    [
      {
        decode: 'html',
        select: '{ css: { rows: tr, cells: { County: td, Choice: td, Votes: td }, page: { Contest: h1 } } }',
      },
      '11:65 SPEC_COLUMN The mapping reads "Total", and select.css gives nothing of that name.',
    ],
    [{ checks: '{ fall: {} }' }, '13:9 SPEC_VALUE checks is {"fall":{}}; it must be a list.'],
    [{ map: '{ a: b }' }, '8:6 SPEC_VALUE map is {"a":"b"}; it must be a text.'],
    [{ decode: 'cvs' }, '7:9 SPEC_UNKNOWN_TYPE There is no decoder called "cvs".'],
    [{ decode: undefined }, '1:1 SPEC_MISSING_KEY The file lacks the key "decode".'],
    [{ source: undefined }, '1:1 SPEC_MISSING_KEY The file lacks the key "source".'],
    [
      { election: 'us-2024-11-05-generl' },
      '3:11 SPEC_NOT_FOUND There is no election "us-2024-11-05-generl".',
    ],
    [
      { checks: '[ fall, { rows: { at_least: 1 } }, fall ]' },
      `13:44 SPEC_SAME_NAME The check "fall" is given twice; also at ${feedPath}:13.`,
    ],
    [
      { decode: '{ csv: { header: false, columns: [ Contest, County, Choice, total ] } }' },
      '11:65 SPEC_COLUMN The mapping reads "Total", and decode.csv gives nothing of that name.',
    ],
  ])('%j', (changes, problem) => {
    expect(problemsOf(specText(changes))).toEqual([problem])
  })
})

test('elections and profiles are those of the nearest folder above in which elections lie', () => {
  const list = (folder: string) =>
    ['specs', 'specs/rehearsal/feeds', '/'].includes(folder) ? ['elections/', 'us-nc/'] : ['feed.yaml']
  expect(feedsRootOf('specs/us-nc/general/feed.yaml', { list })).toBe('specs')
  expect(feedsRootOf('specs/rehearsal/feeds/state/feed.yaml', { list })).toBe('specs/rehearsal/feeds')
  expect(feedsRootOf('/somewhere/feed.yaml', { list })).toBe('/')
  expect(feedsRootOf('elsewhere/state/feed.yaml', { list })).toBe('elsewhere/state')
  expect(feedsRootOf('feed.yaml', { list })).toBe('.')
})

test('a size or span in a wrong form is said with the rule', () => {
  expect(hintsOf(specText({ limits: '{ bytes: 20 MB, time: 2 m }' }))).toEqual([
    'A whole number and B, KB, MB or GB, without a space between them: 20MB. Of one body, as fetched. Default: 50MB.',
    'A whole number and ms, s, m, h or d, without a space between them: 15m. The whole poll; at most 15m. Default: 2m.',
  ])
})

test.each([
  `{ sftp: { host: a.gov, user: a, password: { secret: "hunter2 !" }, host_key: "SHA256:${'A'.repeat(43)}", directory: out, pattern: "*" } }`,
  '{ http: { url: "https://a.gov/", headers: { X-Any: { secret: "hunter2 !" } } } }',
])('what should be the name of a secret is not repeated, since it may be its value: %s', (source) => {
  const told = [...problemsOf(specText({ source })), ...hintsOf(specText({ source }))]
  expect(told).toHaveLength(2)
  expect(told.join('\n')).toMatch(/SPEC_VALUE/)
  expect(told.join('\n')).not.toContain('hunter2')
})

test('columns by which rows are numbered, and their numbers, are known before the first byte', () => {
  const decode = '{ csv: { header: false, columns: [Contest, County, Choice, Total] } }'
  const map = `|
  {
    "contest": { "name": Contest & nth }, "unit": { "type": "county", "name": County },
    "selection": { "name": Choice }, "votes": { "total": $votes(Total) }
  }`
  expect(problemsOf(specText({ decode, number_repeats: '{ nth: [Contest, Choice] }', map }))).toEqual([])
  const problems = problemsOf(specText({ decode, number_repeats: '{ nth: [Contest, Choise] }', map }))
  expect(problems.map((problem) => problem.replace(/[.;].*/, ''))).toEqual([
    '13:17 SPEC_COLUMN The mapping reads "Choise", and decode',
  ])
})

test.each([
  ['json', 'jmespath'],
  ['html', 'css'],
  ['text', 'lines'],
  ['{ csv: { grid: true } }', 'table'],
])('a decoder %s without a selector is told of %s', (decode, selector) => {
  expect(problemsOf(specText({ decode })).map((problem) => problem.split(' ')[1])).toEqual([
    'SPEC_SELECT_MISSING',
  ])
  expect(hintsOf(specText({ decode }))).toEqual([`Add select: { ${selector}: … }.`])
})
