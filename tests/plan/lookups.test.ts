import { describe, expect, test } from 'vitest'
import { hintsOf, planOf, problemsOf, specText } from './specs.ts'

const asking = (names: readonly string[]) => `|
  { "contest": { "name": Contest }, "selection": { "name": Choice }, "votes": { "total": $votes(Total) },
    "unit": { "type": "county", "name": ${names.map((name) => `$lookup_in("${name}", County)`).join(' & ')} } }`
const spec = (lookups: string, names: readonly string[] = ['county']) =>
  specText({ lookups, map: asking(names) })
const beside = (name: string, text: string) => ({ [`feeds/us-nc/general/${name}`]: text })
const table = '{ county: { file: counties.csv, key: name, value: fips } }'

test('lookups are part of the plan, from a file or written out', () => {
  const lookups = `
  county: { file: ../shared/counties.csv, key: name, value: fips }
  party: { entries: { D: DEM, "1": 2 } }`
  const more = { 'feeds/us-nc/shared/counties.csv': 'fips,name\n37183,Wake\n' }
  expect(planOf(spec(lookups, ['county', 'party']), more).resolved).toMatchObject({
    lookups: { county: { Wake: '37183' }, party: { D: 'DEM', '1': '2' } },
  })
})

test('a lookup of a file without a value has whole rows', () => {
  const map = `|
  { "contest": { "name": Contest }, "selection": { "name": Choice }, "votes": { "total": $votes(Total) },
    "unit": { "id": $lookup_in("county", County).unit, "name": $lookup_in("county", County).shown } }`
  const lookups = '{ county: { file: counties.csv, key: name } }'
  const plan = planOf(
    specText({ lookups, map }),
    beside('counties.csv', 'name,unit,shown\nWake,zz:1,Wake County\n'),
  )
  expect(plan.resolved).toMatchObject({
    lookups: { county: { Wake: { name: 'Wake', unit: 'zz:1', shown: 'Wake County' } } },
  })
})

test('such a lookup gives a mapping its columns', async () => {
  const map = `|
  { "contest": { "name": Contest }, "selection": { "name": Choice }, "votes": { "total": $votes(Total) },
    "unit": { "type": "county", "name": $lookup_in("county", County).shown } }`
  const lookups = '{ county: { file: counties.csv, key: name } }'
  const plan = planOf(specText({ lookups, map }), beside('counties.csv', 'name,shown\nWake,Wake County\n'))
  const value = { Contest: 'c', Choice: 'x', Total: '1', County: 'Wake' }
  const mapped = await plan.parts[0]?.map?.map(
    [
      { value, place: 'L1' },
      { value: { ...value, County: 'Durham' }, place: 'L2' },
    ],
    new AbortController().signal,
  )
  expect(mapped?.lines.map((line) => line.value.unit?.name)).toEqual(['Wake County'])
  expect(mapped?.rejected).toMatchObject([{ code: 'MAP_LOOKUP_MISS', place: 'L2' }])
})

describe('what is wrong with a lookup is said at its place, and not at every use of it', () => {
  test.each([
    [table, {}, ['12:28 SPEC_FILE_MISSING The lookup counties.csv does not exist.']],
    [
      table,
      beside('counties.csv', 'county,fips\n'),
      ['12:47 SPEC_TABLE_COLUMN counties.csv has no column "name".'],
    ],
    [
      table,
      beside('counties.csv', 'a,b\n'),
      [
        '12:47 SPEC_TABLE_COLUMN counties.csv has no column "name".',
        '12:60 SPEC_TABLE_COLUMN counties.csv has no column "fips".',
      ],
    ],
    [
      table,
      beside('counties.csv', 'name,fips\nWake,1\nDare,2\nWake,3\n'),
      [
        'us-nc/general/counties.csv:4:1 SPEC_SAME_NAME The key "Wake" is given twice; also at feeds/us-nc/general/counties.csv:2.',
      ],
    ],
    [
      table,
      beside('counties.csv', 'name,fips\nWake\nDare,1\nDare,2\n'),
      [
        'us-nc/general/counties.csv:2:1 SPEC_TABLE This row has 1 cell, and the header 2.',
        'us-nc/general/counties.csv:4:1 SPEC_SAME_NAME The key "Dare" is given twice; also at feeds/us-nc/general/counties.csv:3.',
      ],
    ],
    [
      '{ county: { file: /etc/passwd, key: name, value: fips } }',
      beside('etc/passwd', 'name,fips\n'),
      ['12:28 SPEC_FILE_OUTSIDE The lookup /etc/passwd lies outside of the folder of the feeds.'],
    ],
    [
      '{ county: { file: ../../../counties.csv, key: name, value: fips } }',
      { 'counties.csv': 'name,fips\n' },
      ['12:28 SPEC_FILE_OUTSIDE The lookup ../../../counties.csv lies outside of the folder of the feeds.'],
    ],
    [
      '{ county: { file: counties.csv, value: unit } }',
      {},
      [
        '12:20 SPEC_VALUE lookups.county is incomplete; it must have file and key, or from and key, or entries.',
      ],
    ],
    [
      '{ county: { fil: counties.csv, key: name, value: fips } }',
      {},
      ['12:22 SPEC_UNKNOWN_KEY lookups.county has no key "fil".'],
    ],
    [
      '{ county: { entries: { a: "1" }, key: name } }',
      {},
      [
        '12:20 SPEC_VALUE lookups.county is a mixture; it must have file and key, or from and key, or entries.',
      ],
    ],
    [
      '{ county: { entries: { a: 1.5 } } }',
      {},
      ['12:36 SPEC_VALUE lookups.county.entries.a is 1.5; it has the wrong form.'],
    ],
  ])('%s %j', (lookups, more, expected) => {
    const written = spec(lookups).split('\n')
    const at = written.findIndex((line) => line.startsWith('lookups:')) + 1
    const told = problemsOf(spec(lookups), more)
    expect(told).toEqual(expected.map((one) => one.replace(/^12:/, `${at}:`)))
  })
})

describe('lookups and mappings belong together', () => {
  const entries = '{ county: { entries: { a: "1" } } }'

  test('a lookup that no mapping asks', () => {
    expect(problemsOf(specText({ lookups: entries }))).toEqual([
      '13:12 SPEC_UNREACHABLE The lookup "county" has no effect: no mapping asks $lookup_in("county", …).',
    ])
  })

  test('a mapping that asks what is no lookup: said once, with what is meant', () => {
    const wrong = spec(entries, ['conty'])
    expect(problemsOf(wrong)).toEqual(['10:52 MAP_LOOKUP_UNKNOWN There is no lookup called "conty".'])
    expect(hintsOf(wrong)[0]).toContain('Did you mean county?')
  })

  test('a lookup may be asked by ~>, by the part of a request, or be partly applied', () => {
    const map =
      '|\n  { "unit": { "id": "county" ~> $lookup_in(County) }, "contest": { "id": $map(["a"], $lookup_in("b", ?)) }, "ballots": { "cast": 1 } }'
    const two = '{ county: { entries: { a: "1" } }, b: { entries: { a: "1" } } }'
    expect(problemsOf(specText({ lookups: two, map }))).toEqual([])
    const parts = `\n  main:\n    map: |\n      { "unit": { "id": $lookup_in("county", County) }, "contest": { "id": "c" }, "ballots": { "cast": 1 } }`
    expect(problemsOf(specText({ lookups: entries, map: undefined, parts }))).toEqual([])
  })
})
