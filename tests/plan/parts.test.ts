import { describe, expect, test } from 'vitest'
import { planOf, problemsOf, specText } from './specs.ts'

const source =
  '{ http: { requests: { a: { url: "https://example.gov/a" }, b: { url: "https://example.gov/b" } } } }'
const other = '|\n      { "contest": { "id": "c" }, "unit": { "id": "u" }, "ballots": { "cast": Cast } }'

describe('requests', () => {
  test('share the sections of the feed, and may have their own', () => {
    const { parts } = planOf(
      specText({
        source,
        parts: `\n  b:\n    decode: json\n    select: { jmespath: "x[]" }\n    map: ${other}`,
      }),
    )
    expect(parts.map(({ request, decode, map }) => [request, decode.gives, map?.reads])).toEqual([
      ['a', 'rows', ['Contest', 'County', 'Choice', 'Total']],
      ['b', 'tree', ['Cast']],
    ])
  })

  test('that share a section share its problems: each is said once', () => {
    expect(problemsOf(specText({ source, decode: '{ csv: { delimiter: ";;" } }' }))).toEqual([
      '7:29 SPEC_VALUE decode.csv.delimiter is ";;"; it has the wrong form.',
    ])
  })
})

test.each([
  ['\n  c:\n    decode: csv', '14:3 SPEC_NOT_FOUND There is no request "c".'],
  [
    '\n  a: { decode: csv }\n  b: { decode: csv }',
    '7:9 SPEC_UNREACHABLE decode has no effect: every request has its own under parts.',
  ],
  ['\n  a: { decod: csv }', '14:8 SPEC_UNKNOWN_KEY parts.a has no key "decod".'],
  ['\n  a: { decode: cvs }', '14:16 SPEC_UNKNOWN_TYPE There is no decoder called "cvs".'],
  [
    '\n  a: { decode: json }',
    '14:16 SPEC_SELECT_MISSING The decoder json gives a tree, and nothing says where its rows are.',
  ],
])('parts: %j', (parts, expected) => {
  expect(problemsOf(specText({ source, parts }))).toEqual([expected])
})

test('without shared sections every request needs its own', () => {
  const parts = `\n  a:\n    map: ${other}`
  expect(problemsOf(specText({ source, map: undefined, parts }))).toEqual([
    '1:1 SPEC_MISSING_KEY The file lacks the key "map".',
  ])
  const both = `${parts}\n  b:\n    map: ${other}`
  expect(problemsOf(specText({ source, map: undefined, parts: both }))).toEqual([])
})

test('a selector that is none is said, and not what its rows would lack', () => {
  const spec = specText({ decode: 'html', select: '{ css: { rows: "table..x tr" } }' })
  const codes = problemsOf(spec).map((problem) => problem.split(' ')[1])
  expect(codes).toEqual(['SELECT_SYNTAX'])
})

test('a field of a format with columns is no count line', () => {
  const said = 'MAP_LINE_INVALID The mapping gives no count line: it is the field Total, a text.'
  expect(problemsOf(specText({ map: 'Total' }))).toEqual([`8:6 ${said}`])
  expect(problemsOf(specText({ map: 'Total', decode: 'json', select: '{ jmespath: "[]" }' }))).toEqual([])
})
