import { describe, expect, test } from 'vitest'
import type { Row } from '../../engine/model/row.ts'
import { planOf, problemsOf, specText } from './specs.ts'

const define = `|
  /* What precincts are called. */
  $unit := function($name) { { "type": "precinct", "name": $trim($name) } };
  $of := function($contest, $name) { { "contest": { "name": $contest }, "unit": $unit($name) } };`
const map = `|
  $merge([$of(Contest, Precinct), { "selection": { "name": Choice }, "votes": { "total": $votes(Total) } }])`
const source =
  '{ http: { requests: { a: { url: "https://example.gov/a" }, b: { url: "https://example.gov/b" } } } }'
const parts = `
  b:
    map: |
      $merge([$of(Office, Place), { "ballots": { "cast": $votes(Cast) } }])`

async function linesOf(spec: string, part: number, value: Row['value'], more = {}) {
  const mapped = await planOf(spec, more).parts[part]?.map?.map(
    [{ value, place: 'L1' }],
    new AbortController().signal,
  )
  return [
    ...(mapped?.rejected ?? []).map(({ message }) => message),
    ...(mapped?.lines ?? []).map((one) => one.value),
  ]
}

describe('define', () => {
  test('is seen by all mappings of a spec, those of parts too', async () => {
    const spec = specText({ source, define, map, parts })
    expect(await linesOf(spec, 0, { Contest: 'Mayor', Precinct: ' 7', Choice: 'Ada', Total: '3' })).toEqual([
      {
        contest: { name: 'Mayor' },
        unit: { type: 'precinct', name: '7' },
        selection: { name: 'Ada' },
        votes: { total: 3 },
      },
    ])
    expect(await linesOf(spec, 1, { Office: 'Mayor', Place: '7', Cast: '9' })).toEqual([
      { contest: { name: 'Mayor' }, unit: { type: 'precinct', name: '7' }, ballots: { cast: 9 } },
    ])
  })

  test('of a profile comes first, and that of the feed may use it', async () => {
    const profile = `profile: vendor\ntitle: Vendor\ndefine: |\n  $shown := function($name) { $trim($name) }\nmap: ${map}\n`
    const own =
      '|\n  $of := function($c, $p) { { "contest": { "name": $c }, "unit": { "type": "precinct", "name": $shown($p) } } }'
    const spec = specText({ profile: 'vendor', map: undefined, define: own })
    const row = { Contest: 'Mayor', Precinct: ' 7', Choice: 'Ada', Total: '3' }
    expect(await linesOf(spec, 0, row, { 'feeds/profiles/vendor.yaml': profile })).toMatchObject([
      { unit: { name: '7' } },
    ])
  })

  test('changes the plan', () => {
    const hashOf = (text: string) => planOf(specText({ define: text, map })).hash
    expect(hashOf(define)).not.toBe(hashOf(define.replace('precinct', 'ward')))
  })

  test('has its mistakes where they are written, each once, however many mappings there are', () => {
    const wrong = define.replace('$trim($name)', '$trim($nam)')
    expect(problemsOf(specText({ source, define: wrong, map, parts }))).toEqual([
      '12:66 MAP_UNKNOWN_NAME There is no variable called $nam.',
    ])
    expect(problemsOf(specText({ define: '|\n  $a := 1;\n  Total;\n  $b := 2' }))).toEqual([
      '15:3 MAP_NO_BINDING What stands here binds no name.',
    ])
    expect(problemsOf(specText({ define: '|\n  $a := ', map }))[0]).toMatch(/^\d+:\d+ MAP_SYNTAX/)
  })

  test('leaves the mistakes of a mapping where they are', () => {
    const spec = specText({ define, map: '|\n  { "capture": { "token": $off(Contest) } }' })
    expect(problemsOf(spec)).toEqual([expect.stringMatching(/^9:27 MAP_UNKNOWN_NAME /)])
  })

  test('says of a row that fails which binding failed', async () => {
    const failing = define.replace('$trim($name)', '$name * 2')
    const [said] = await linesOf(specText({ define: failing, map }), 0, {
      Contest: 'M',
      Precinct: 'x',
      Choice: 'A',
      Total: '3',
    })
    expect(said).toMatch(/"x", not a number \(feed\.yaml:\d+:\d+\)\.$/)
  })
})
