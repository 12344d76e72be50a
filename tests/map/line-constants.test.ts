import { describe, expect, test } from 'vitest'
import { problems } from './compiled.ts'

const invalid = (place: string, problem: string) =>
  `${place} MAP_LINE_INVALID The mapping gives no count line: ${problem}.`

describe('what is written out and can stand in no count line is said before the first row', () => {
  test.each([
    [
      '{ "contest": { "type": "candidat" } }',
      '1:24',
      'contest.type is "candidat", not one of candidate, ballot-measure, retention, party',
    ],
    ['{ "unit":\n { "type": 3 } }', '2:12', 'unit.type is 3, not a text with something in it'],
    ['{ "votes": { "total": 1.5 } }', '1:23', 'votes.total is 1.5, not a whole number'],
    ['{ "votes": { "total": "12" } }', '1:23', 'votes.total is "12", not a whole number'],
    ['{ "votes": { "total": null } }', '1:23', 'votes.total is null, not a whole number'],
    ['{ "unit": "Wake" }', '1:11', 'unit is "Wake", not an object'],
    ['x ? { "selection": { "write_in": "yes" } }', '1:34', 'selection.write_in is "yes", not true or false'],
    ['"Total"', '1:1', 'it is "Total", not a count line'],
    ['12', '1:1', 'it is 12, not a count line'],
  ])('%s', (text, place, said) => {
    expect(problems(text)).toEqual([invalid(place, said)])
  })

  test('all of them, beside other mistakes', () => {
    expect(
      problems('{ "contest": { "type": "x", "votes_allowed": 0 }, "votes": { "total": $vote(T) } }'),
    ).toEqual([
      invalid('1:24', 'contest.type is "x", not one of candidate, ballot-measure, retention, party'),
      invalid('1:46', 'contest.votes_allowed is 0, not a whole number above 0'),
      '1:71 MAP_UNKNOWN_NAME There is no function called $vote.',
    ])
  })
})

const named = '"contest": { "id": C }, "unit": { "id": U }'

describe('what a whole object lacks is said before the first row', () => {
  test.each([
    [
      `{ ${named}, "selection": { "id": S }, "votes": {  } }`,
      '1:83',
      'votes have neither a total nor a mode',
    ],
    [`{ ${named}, "selection": { "id": S } }`, '1:61', 'a selection without votes'],
    [`{ ${named}, "votes": { "total": T } }`, '1:57', 'votes without a selection'],
    ['{ "unit": { "id": U } }', '1:11', 'a unit without votes, ballots or reporting'],
    ['{ "unit": { "type": "county" }, "ballots": { "cast": B } }', '1:11', 'unit has neither id nor name'],
    [
      'x ? [{ "unit": u, "capture": { "token": t } }, y] : z',
      '1:16',
      'a unit without votes, ballots or reporting; what is said of the capture stands without a unit',
    ],
    ['{ "contest": c, "ballots": B }', '1:14', 'a contest without a unit'],
    ['{ "contest": { "id": C }, "ballots": B }', '1:14', 'a contest without a unit'],
  ])('%s', (text, place, said) => {
    expect(problems(text)).toEqual([invalid(place, said)])
  })
})

test.each([
  `{ ${named}, "selection": S ? { "id": S }, "votes": S ? { "total": T }, "ballots": B }`,
  `{ ${named}, "selection": { "id": S }, $string(K): { "total": T } }`,
  `$merge([{ ${named} }, { "votes": { "total": 1.5 } }])`,
  '($line := { "unit": 1 }; xs)',
  '{ "votes": { "total": -1 }, "selection": { "order": 2, "name": "a" }, "contest": c, "unit": u }',
  '{ "unit": { "name": ["a"][0] }, "ballots": b }',
  'Total',
])('nothing is said of what a row decides: %s', (text) => {
  expect(problems(text)).toEqual([])
})

test.each([
  ['$votes()', '1:1', 'votes', '0 arguments'],
  ['$votes(a, b)', '1:1', 'votes', '2 arguments'],
  ['a ~> $votes(b)', '1:6', 'votes', '2 arguments'],
  ['$lookup_in("county")', '1:1', 'lookup_in', '1 argument'],
  ['$time(a, "[Y]-[M]-[D] [H]:[m]", c)', '1:1', 'time', '3 arguments'],
])('a function of ours is given what it takes: %s', (text, place, name, given) => {
  expect(problems(text)).toEqual([`${place} MAP_ARGUMENTS $${name} is called with ${given}.`])
})

test.each(['a ~> $votes()', '($votes := function() { 1 }; $votes())', '$map(xs, $votes)', '$time(a)'])(
  'as in %s',
  (text) => {
    expect(problems(text)).toEqual([])
  },
)
