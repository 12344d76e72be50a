import { expect, test } from 'vitest'
import { compileFeed } from '../../engine/plan/compile.ts'

const feed = `feed: us-mn-a
title: A
election: e
unit: ocd-division/country:us/state:mn
schedule: { timezone: America/Chicago, every: 1m }
source: { file: { path: a.csv } }
decode: csv
map: '{ "unit": { "name": county }, "contest": { "name": contest }, "selection": { "name": name }, "votes": { "total": $votes(votes) } }'
`
const election = `election: e
title: E
date: 2020-11-03
polls_close: [{ unit: "ocd-division/country:us/state:mn", at: 2020-11-03 20:00, timezone: America/Chicago }]
units: units.csv
`

function compiled(units: string | undefined) {
  const files: Record<string, string | undefined> = {
    'feeds/a/feed.yaml': feed,
    'feeds/elections/e.yaml': election,
    'feeds/elections/units.csv': units,
  }
  return compileFeed('feeds/a/feed.yaml', {
    read: (path) => files[path],
    list: (folder) => (folder === 'feeds' ? ['elections/'] : []),
  })
}
const problemsOf = (units: string | undefined): readonly string[] =>
  compiled(units).problems.map(({ code, at }) => `${at?.file}:${at?.line} ${code}`)

test('a county may lie in several districts, and the plan knows all of them', () => {
  const { plan } = compiled('unit,within\na,cd:7\na,cd:8\nb,cd:7\n')
  expect(plan?.election.liesIn).toEqual({ a: ['cd:7', 'cd:8'], b: ['cd:7'] })
  expect(plan?.hash).not.toBe(compiled('unit,within\na,cd:7\nb,cd:7\n').plan?.hash)
})

test.each([
  ['a row twice', 'unit,within\na,cd:7\na,cd:7\n', 'feeds/elections/units.csv:3 SPEC_SAME_NAME'],
  ['a unit within itself', 'unit,within\na,a\n', 'feeds/elections/units.csv:2 SPEC_TABLE'],
  ['a unit within nothing', 'unit,within\na,\n', 'feeds/elections/units.csv:2 SPEC_TABLE'],
  ['no such column', 'unit,in\na,cd:7\n', 'feeds/elections/e.yaml:5 SPEC_TABLE_COLUMN'],
  ['no such file', undefined, 'feeds/elections/e.yaml:5 SPEC_FILE_MISSING'],
])('%s is a problem, with its place', (_, units, problem) => {
  expect(problemsOf(units)).toEqual([problem])
})
