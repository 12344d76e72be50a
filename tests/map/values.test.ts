import { describe, expect, test } from 'vitest'
import { type Regex, regexOf } from '../../engine/flow/regex.ts'
import { countReader } from '../../engine/map/numbers.ts'
import { problemsOf, specText } from '../plan/specs.ts'
import { mapped, problems, valueOf } from './compiled.ts'

describe('counts as an office writes them', () => {
  test.each([
    ['.', '1.234.567', 1_234_567],
    [' ', '1 234', 1_234],
    [' ', '1\u00a0234', 1_234],
    ["'", '1’234', 1_234],
    ['none', '1234', 1_234],
  ] as const)('are grouped by %j', (groups, text, count) => {
    expect(countReader({ groups })(text)).toBe(count)
  })

  test.each([
    ['.', '1,234'],
    ['.', '45.1'],
    [',', '1.234'],
    [' ', '1 23'],
    ['none', '1,234'],
    [',', '45%'],
  ] as const)('grouped by %j are never %j', (groups, text) => {
    expect(() => countReader({ groups })(text)).toThrow('is no count')
  })

  test('a mark is what it is declared to be, and zero is a value', () => {
    const read = countReader({ absent: ['-', ''], suppressed: ['****', '<5'], zero: ['none'] })
    expect(['-', '  ', '****', ' <5 ', 'none', '0', '12'].map(read)).toEqual([
      undefined,
      undefined,
      'suppressed',
      'suppressed',
      0,
      0,
      12,
    ])
    expect(() => read('*')).toThrow('is no count')
  })

  test('what is absent is left out, and what is withheld can not be added to', async () => {
    const values = { absent: ['-'], suppressed: ['*'] }
    const line = (votes: string) =>
      `{ "contest": { "id": "c" }, "unit": { "id": "u" }, "selection": { "name": "Ada" }, "votes": ${votes} }`
    const both = line('{ "total": $votes(T), "early": $votes(E), "absentee": $votes(A) }')
    const { lines } = await mapped(both, [{ T: '9', E: '*', A: '-' }], { values })
    expect(lines[0]?.value.votes).toEqual({ total: 9, early: 'suppressed' })
    const { rejected } = await mapped(line('{ "total": $votes(T) + $votes(E) }'), [{ T: '9', E: '*' }], {
      values,
    })
    expect(rejected.map(({ code }) => code)).toEqual(['MAP_FAILED'])
  })

  test.each([
    [
      'absent: [ "-" ], zero: [ "-" ]',
      'values.zero is "-"; it must not stand under absent too: a mark means one thing.',
    ],
    [
      'zero: [ "0%" ]',
      'values.zero is "0%"; it must not be a number or a percentage: it would mean another figure than is written.',
    ],
    [
      'suppressed: [ "5" ]',
      'values.suppressed is "5"; it must not be a number or a percentage: it would mean another figure than is written.',
    ],
  ])('values: { %s } is refused', (values, message) => {
    expect(problemsOf(specText({ values: `{ ${values} }` }))).toEqual([
      expect.stringContaining(`SPEC_VALUE ${message}`),
    ])
  })
})

describe('names as an office writes them', () => {
  test.each([
    ['$clean("candidate", "  Ada\u00a0 AMES  (I) ")', 'Ada AMES'],
    ['$clean("candidate", "AMES, ADA . . . . ..")', 'AMES, ADA'],
    ['$party_in("candidate", "Ada AMES") ? "some" : "none"', 'none'],
    ['$party_in("candidate", "Ada AMES (GRN) (I)")', 'Green'],
  ])('%s is %j', async (expression, gives) => {
    expect(await valueOf(expression)).toBe(gives)
  })

  test('of which nothing is left, and parties that no lookup knows, reject the row', async () => {
    expect(await valueOf('$clean("candidate", " ....")')).toMatch(/^Nothing is left of the name/)
    expect(await valueOf('$party_in("candidate", "Ada (XYZ)")')).toMatch(
      /^The lookup "party" has no entry for "XYZ"/,
    )
  })

  test('without a party reject the row where one is required, but for those that are declared', async () => {
    const [party, without] = ['\\((?<party>[A-Z]{3})\\)$', '^(Write-in|Yes|No)$'].map((source) =>
      regexOf(source),
    )
    const choice = { strip: [], party: [party as Regex], lookup: undefined, withoutParty: [without as Regex] }
    const facts = { names: { choice } }
    expect(await valueOf('$clean("choice", "Ada (GRN)") & $party_in("choice", "Ada (GRN)")', {}, facts)).toBe(
      'AdaGRN',
    )
    expect(await valueOf('$clean("choice", "Write-in")', {}, facts)).toBe('Write-in')
    for (const name of ['clean', 'party_in'])
      expect(await valueOf(`$${name}("choice", "Cy Poe (Ind.)")`, {}, facts)).toBe(
        'No rule of names.choice.party finds a party in "Cy Poe (Ind.)", and one is required (feed.yaml:1:42).',
      )
  })

  test('may lack a party only where rules find parties and one is required', () => {
    const told = (choice: string) => problemsOf(specText({ names: `{ choice: ${choice} }` }))
    expect(told(`{ party_required: true }`)).toEqual([
      expect.stringContaining('SPEC_VALUE names.choice.party_required is alone; it needs party'),
    ])
    expect(told(`{ party: ['(?<party>x)'], without_party: [Yes] }`)).toEqual([
      expect.stringContaining(
        'SPEC_VALUE names.choice.without_party is alone; it needs party_required: true',
      ),
    ])
  })

  test('have a kind that is written out and known', () => {
    expect(problems('{ "capture": { "token": $clean("candidat", A) & $clean(B, A) } }')).toEqual([
      '1:32 MAP_KIND_UNKNOWN There is no kind of names called "candidat".',
      '1:56 MAP_KIND_UNKNOWN $clean is used without a kind of names in quotes.',
    ])
  })

  test('have rules that are regular expressions, and parties from a lookup that there is', () => {
    const names = `{ candidate: { strip: ["("], party: ['\\((\\w+)\\)'], party_lookup: parties } }`
    expect(problemsOf(specText({ names })).map((one) => one.replace(/^\S+ /, '').slice(0, 60))).toEqual([
      'SPEC_VALUE names.candidate.strip is "("; it must be a regula',
      'SPEC_VALUE names.candidate.party is "\\((\\w+)\\)"; it must be ',
      'SPEC_NOT_FOUND There is no lookup "parties".',
    ])
  })

  test('a lookup that only names ask is asked', () => {
    const names = `{ candidate: { party: ['\\((?<party>\\w+)\\)'], party_lookup: party } }`
    const map = `|
  { "contest": { "name": Contest }, "unit": { "type": "county", "name": County },
    "selection": { "name": $clean("candidate", Choice), "party": $party_in("candidate", Choice) }, "votes": { "total": $votes(Total) } }`
    expect(problemsOf(specText({ names, lookups: '{ party: { entries: { R: Red } } }', map }))).toEqual([])
  })
})
