import { describe, expect, test } from 'vitest'
import { hintsOf, problemsOf, specText } from './specs.ts'

const lines = `
  lines:
    patterns:
      - { skip: "^-" }
      - { heading: updated, matches: '^AS OF (?<day>.+)$', through: '^AT (?<time>.+)$' }
      - { legend: candidate, matches: "^UNIT", cells: { from: 8, length: 10, columns: { name: { from: 1 } } } }
      - { legend: candidate, matches: "^ +[A-Z]", cells: { from: 8, length: 10, columns: { party: { from: 1 } } } }
      - { row: statistic, matches: '^CAST (?<cast>[0-9]+)$' }
      - { row: unit, matches: '^(?<unit>[0-9]+)', cells: { legend: candidate, from: 8, length: 10 } }`
const mapped = (name: string, condition: string, of = '') => `|
  ${condition} ? {
    "contest": { "name": "Mayor" }, "unit": { "type": "precinct", "name": unit${of} },
    "selection": { "name": ${name} }, "votes": { "total": $votes(value) }
  }`
const told = (changes: Readonly<Record<string, string>>): readonly string[] => {
  const spec = specText(changes)
  return problemsOf(spec).map((problem, at) => `${problem.replace(/^[^ ]+ /, '')} ${hintsOf(spec)[at] ?? ''}`)
}
const ofLines = (name: string, condition: string) =>
  told({ decode: 'text', select: lines, map: mapped(name, condition) })

describe('names below the first level are known before the first byte', () => {
  test('of headings and legends, in all parts of an expression', () => {
    expect(
      ofLines('candidate.name & candidate.party', 'row = "unit" and updated.time != updated.day'),
    ).toEqual([])
    expect(ofLines('candidate.nam', 'row = "unit"')).toEqual([
      'SPEC_MEMBER The mapping reads "candidate.nam", and the "candidate" of select.lines has no "nam". Did you mean "name"? Use one of: name, party.',
    ])
    expect(ofLines('$exists(updated.tiem) ? candidate.name : "x"', 'row = "unit"')).toEqual([
      'SPEC_MEMBER The mapping reads "updated.tiem", and the "updated" of select.lines has no "tiem". Did you mean "time"? Use one of: day, time.',
    ])
    expect(ofLines('$$.candidate.nam', 'row = "unit"')).toHaveLength(1)
    expect(ofLines('$map([1], function($x) { candidate.nam })', 'row = "unit"')).toHaveLength(1)
    expect(ofLines('candidate.name.nam', 'row = "unit"')).toEqual([])
    expect(ofLines('[unit].(candidate.nam)', 'row = "unit"')).toEqual([])
  })

  test('and so are the texts with which a mapping tells rows apart', () => {
    expect(ofLines('candidate.name', 'row = "stat"')).toEqual([
      'SPEC_TEXT The mapping compares "row" with "stat", which select.lines never gives. Use one of: statistic, unit.',
    ])
    expect(ofLines('candidate.name', 'row in ["unit", "statisti"]')).toEqual([
      expect.stringContaining('Did you mean "statistic"?') as unknown,
    ])
    expect(ofLines('candidate.name', '"unite" != row')).toHaveLength(1)
    expect(ofLines('candidate.name', 'row = "unit" or unit = "anything"')).toEqual([])
  })

  test('of records of several kinds, of members of a tree, and of totals of a table', () => {
    const kinds = '{ CO: { carry: true, columns: [type, title] }, CA: { columns: [type, unit, value] } }'
    const decode = `{ csv: { header: false, kind: 1, kinds: ${kinds} } }`
    expect(told({ decode, map: mapped('CO.title', 'kind = "CA"') })).toEqual([])
    expect(told({ decode, map: mapped('CO.titel', 'kind = "CO"') })).toEqual([
      expect.stringMatching(/^SPEC_TEXT .*Use one of: CA/) as unknown,
      expect.stringMatching(/^SPEC_MEMBER .*Did you mean "title"/) as unknown,
    ])
    const fixed =
      '{ fixed_width: { short: pad, kind: { from: 1, length: 2 }, kinds: { CO: { carry: true, columns: { title: { from: 3 } } }, CA: { columns: { unit: { from: 3, to: 4 }, value: { from: 5 } } } } } }'
    expect(told({ decode: fixed, map: mapped('CO.titel', 'true') })).toHaveLength(1)
    const select = '{ jmespath: { each: { unit: { members: counties }, value: { members: value } } } }'
    expect(told({ decode: 'json', select, map: mapped('value.key', 'true', '.key') })).toEqual([])
    expect(told({ decode: 'json', select, map: mapped('value.kye', 'true', '.name') })).toHaveLength(2)
    const table = '{ table: { keys: { unit: Unit, value: Votes }, rows: [ { total: "^ALL" } ] } }'
    const grid = '{ csv: { grid: true } }'
    expect(told({ decode: grid, select: table, map: mapped('"x"', 'kind != "total"') })).toEqual([])
    expect(told({ decode: grid, select: table, map: mapped('"x"', 'kind != "totals"') })).toHaveLength(1)
  })
})
