import { describe, expect, test } from 'vitest'
import { hintsOf, planOf, problemsOf, specText } from './specs.ts'

const profile = `profile: vendor
title: The files of a vendor
parameters:
  tenant: { description: The name of the county at the vendor. }
  type: { description: Which kind of unit., default: county }
source: { http: { url: "https://example.gov/results.csv" } }
decode: csv
lookups: { county: { entries: { Wake: "37183" } } }
map: |
  { "contest": { "name": Contest }, "selection": { "name": Choice }, "votes": { "total": $votes(Total) },
    "unit": { "type": $parameters.type, "name": $parameters.tenant, "id": $lookup_in("county", County) } }
limits: { rows: 5 }
`
const path = 'feeds/profiles/vendor.yaml'
const tenant = (more: Readonly<Record<string, string | undefined>> = {}) =>
  specText({
    source: undefined,
    decode: undefined,
    map: undefined,
    profile: 'vendor',
    parameters: '{ tenant: wake }',
    ...more,
  })

describe('a tenant of a profile', () => {
  test('takes from it what it does not say itself, and gives its parameters', () => {
    const plan = planOf(tenant(), { [path]: profile })
    expect(plan.limits.rows).toBe(5)
    expect(plan.resolved).toMatchObject({
      decode: 'csv',
      parameters: { tenant: 'wake', type: 'county' },
      lookups: { county: { Wake: '37183' } },
    })
  })

  test('may say more than the profile: its own section counts as a whole', () => {
    const plan = planOf(tenant({ limits: '{ time: 1m }', parameters: '{ tenant: wake, type: city }' }), {
      [path]: profile,
    })
    expect(plan.limits).toMatchObject({ rows: 1_000_000, seconds: 60 })
    expect(plan.resolved).toMatchObject({ parameters: { type: 'city' } })
  })

  test('gives lookups beside those of the profile; one of the same name stands for that of the profile', () => {
    const other = profile.replace(
      'entries: { Wake: "37183" } } }',
      'entries: {} }, party: { entries: { D: DEM } } }',
    )
    const shared = other.replace('"name": Choice', '"name": $lookup_in("party", Choice)')
    const spec = tenant({ lookups: '{ county: { entries: { Durham: "37063" } } }' })
    expect(planOf(spec, { [path]: shared }).resolved).toMatchObject({
      lookups: { county: { Durham: '37063' }, party: { D: 'DEM' } },
    })
    const wrong = tenant({ lookups: '{ contry: { entries: { Durham: "37063" } } }' })
    expect(problemsOf(wrong, { [path]: shared }).map((one) => one.split(' ')[1])).toEqual([
      'SPEC_UNREACHABLE',
    ])
  })

  test('with a mapping of its own need not ask every lookup of the profile', () => {
    const map = '|\n  { "contest": { "id": "a" }, "unit": { "id": "b" }, "ballots": { "cast": 1 } }'
    expect(problemsOf(tenant({ map }), { [path]: profile })).toEqual([])
  })

  test('has another hash with another parameter', () => {
    const other = tenant({ parameters: '{ tenant: durham }' })
    expect(planOf(other, { [path]: profile }).hash).not.toBe(planOf(tenant(), { [path]: profile }).hash)
  })
})

describe('parameters are checked', () => {
  test('what is missing, and what nobody declares', () => {
    const spec = tenant({ parameters: '{ tennant: wake, colour: red }' })
    expect(problemsOf(spec, { [path]: profile })).toEqual([
      '7:1 SPEC_PARAMETER The parameter "tenant" is missing.',
      '7:15 SPEC_PARAMETER The parameter "tennant" is not declared by the profile.',
      '7:30 SPEC_PARAMETER The parameter "colour" is not declared by the profile.',
    ])
    expect(hintsOf(spec, { [path]: profile })).toEqual([
      'Add tenant under parameters: The name of the county at the vendor.',
      'Did you mean "tenant"? Use one of: tenant, type.',
      'Use one of: tenant, type.',
    ])
  })

  test('without any, at the name of the profile', () => {
    expect(problemsOf(tenant({ parameters: undefined }), { [path]: profile })).toEqual([
      '6:1 SPEC_PARAMETER The parameter "tenant" is missing.',
    ])
  })

  test('without a profile', () => {
    expect(problemsOf(specText({ parameters: '{ tenant: wake }' }))).toEqual([
      '13:15 SPEC_PARAMETER The parameter "tenant" belongs to no profile.',
    ])
  })

  test('in the mapping of the profile, at their place there', () => {
    const wrong = profile.replace('$parameters.type', '$parameters.typ')
    expect(problemsOf(tenant(), { [path]: wrong })).toEqual([
      'profiles/vendor.yaml:11:35 MAP_PARAMETER_UNKNOWN There is no parameter called "typ".',
    ])
  })
})

describe('a profile', () => {
  test('that is not there is said once, and nothing is missing because of it', () => {
    expect(problemsOf(tenant(), { 'feeds/profiles/vendors.yaml': profile })).toEqual([
      '6:10 SPEC_NOT_FOUND There is no profile "vendor".',
      '7:15 SPEC_PARAMETER The parameter "tenant" belongs to no profile.',
    ])
  })

  test('is named like its file, and is read as strictly as a feed', () => {
    const wrong = profile.replace('profile: vendor', 'profile: vendors').replace('decode: csv', 'decod: csv')
    expect(problemsOf(tenant(), { [path]: wrong })).toEqual([
      'profiles/vendor.yaml:1:10 SPEC_VALUE profile is "vendors"; it must be "vendor", like its file.',
      'profiles/vendor.yaml:7:1 SPEC_UNKNOWN_KEY The file has no key "decod".',
      '1:1 SPEC_MISSING_KEY The file lacks the key "decode".',
    ])
  })
})

test('names are replaced kind by kind', () => {
  const twoKinds = `profile: two-kinds
title: Two kinds of names
names: { contest: { strip: ['^X '] }, choice: { strip: ['^X '] } }
map: |
  {
    "contest": { "name": $clean("contest", Contest) }, "unit": { "type": "county", "name": County },
    "selection": { "name": $clean("choice", Choice) }, "votes": { "total": $votes(Total) }
  }
`
  const spec = specText({ profile: 'two-kinds', map: undefined, names: "{ choice: { strip: ['^Y '] } }" })
  const { resolved } = planOf(spec, { 'feeds/profiles/two-kinds.yaml': twoKinds })
  expect(resolved?.['names']).toEqual({ contest: { strip: ['^X '] }, choice: { strip: ['^Y '] } })
})

test('a profile that is not there is said with the file that it would be, where there is none at all', () => {
  const spec = specText({ profile: 'vendor' })
  expect(problemsOf(spec).at(0)).toContain('SPEC_NOT_FOUND There is no profile "vendor".')
  expect(hintsOf(spec).at(0)).toBe(
    'It would be the file feeds/profiles/vendor.yaml: write it, or name the folder that has it (CANVASS_FEEDS).',
  )
})
