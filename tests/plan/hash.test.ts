import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import { planHash } from '../../engine/plan/hash.ts'
import engine from '../../package.json' with { type: 'json' }
import schema from '../../schemas/result.schema.json' with { type: 'json' }
import { electionPath, electionText, planOf, specText, type Texts } from './specs.ts'

const lookup = { lookups: '\n  county: { file: counties.csv, key: name, value: fips }' }
const map = `|
  { "contest": { "name": Contest }, "unit": { "type": "county", "name": County, "id": $lookup_in("county", County) },
    "selection": { "name": Choice }, "votes": { "total": $votes(Total) } }`
const base = specText({ ...lookup, map })
const counties = 'name,fips\nWake,37183\nDurham,37063\n'
const hash = (spec = base, more: Texts = {}) =>
  planOf(spec, { 'feeds/us-nc/general/counties.csv': counties, ...more }).hash

test('is 64 hex digits, and the same every time', () => {
  expect(hash()).toMatch(/^[0-9a-f]{64}$/)
  expect(hash()).toBe(hash())
})

test.each([
  ['comments', `# why\n${base.replaceAll('\n', ' # x\n').replaceAll(/^( {2}.*) # x$/gm, '$1')}`],
  [
    'the order of sections',
    base
      .split(/^(?=\w)/m)
      .toReversed()
      .join(''),
  ],
  [
    'the form of a section',
    base.replace(
      '{ timezone: America/New_York, every: 15m }',
      '\n  every: "15m"\n  timezone: America/New_York',
    ),
  ],
  ['the kind of line ends', base.replaceAll('\n', '\r\n')],
  ['the status', `${base}status: live\n`],
])('does not change with %s', (_, spec) => {
  expect(spec).not.toBe(base)
  expect(hash(spec)).toBe(hash())
})

test('does not change with the order of the rows of a lookup', () => {
  const more = { 'feeds/us-nc/general/counties.csv': 'name,fips\nDurham,37063\nWake,37183\n' }
  expect(hash(base, more)).toBe(hash())
})

test.each([
  ['the expression', base.replace('$votes(Total)', '$votes(Votes)')],
  ['the title', base.replace('by county', 'by precinct')],
  ['the unit', base.replace('state:nc', 'state:nc/county:wake')],
  ['the zone', base.replace('America/New_York', 'America/Chicago')],
  ['the address', base.replace('results.csv', 'results2.csv')],
  ['an option of the decoder', base.replace('decode: csv', 'decode: { csv: { delimiter: ";" } }')],
  ['an option of a check', `${base}checks: [ { rows: { at_least: 5 } } ]\n`],
  ['a limit', `${base}limits: { rows: 5 }\n`],
])('changes with %s', (_, spec) => {
  expect(spec).not.toBe(base)
  expect(hash(spec)).not.toBe(hash())
})

test.each([
  ['a value of a lookup', { 'feeds/us-nc/general/counties.csv': counties.replace('37183', '37185') }],
  ['a row of a lookup', { 'feeds/us-nc/general/counties.csv': `${counties}Dare,37055\n` }],
  ['a poll closing', { [electionPath]: electionText.replace('19:30', '20:30') }],
  [
    'a contest of the election',
    {
      [electionPath]: `${electionText}contests: contests.csv\n`,
      'feeds/elections/contests.csv': 'id,name\nnc/president,US PRESIDENT\n',
    },
  ],
])('changes with %s', (_, more: Texts) => {
  expect(hash(base, more)).not.toBe(hash())
})

test('changes with the order of requests, which is the order of reading', () => {
  const requests = (names: readonly string[]) =>
    specText({
      source: `{ http: { requests: { ${names.map((name) => `${name}: { url: "https://example.gov/${name}" }`).join(', ')} } } }`,
    })
  expect(hash(requests(['a', 'b']))).not.toBe(hash(requests(['b', 'a'])))
})

test('covers the version of the engine: another one may judge otherwise', () => {
  const record: unknown = JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === 'description' && typeof value === 'string' ? undefined : value,
  )
  const covered = canonicalJson({ engine: engine.version, record, resolved: { title: 'a feed' } })
  expect(planHash({ title: 'a feed' })).toBe(createHash('sha256').update(covered).digest('hex'))
})
