import { describe, expect, test } from 'vitest'
import { parseExpression } from '../../engine/map/parse.ts'
import { problems, valueOf } from './compiled.ts'

/** Code and place of the only problem; the words are shown beside it in a few cases only. */
const place = (text: string): string =>
  problems(text)
    .join('\n')
    .replace(/ MAP_SYNTAX .*/s, '')

describe('an expression that can not be read is reported where the mistake is', () => {
  test.each([
    ['a comma that is missing', '{\n  "contest": { "name": C }\n  "unit": { "name": U }\n}', '3:3'],
    ['a colon that is missing', '{\n  "contest" C\n}', '2:13'],
    ['a name with a space', '{ "unit": { "name":\n    Contest Name } }', '2:13'],
    ['a name with a space, escaped', '{ "unit": { "name":\n    `A B` `C D` } }', '2:11'],
    ['a value that is missing', '{\n  "unit":\n}', '3:1'],
    ['a comma too many', '{\n  "unit": 1,\n}', '3:1'],
    ['a bracket that is never closed', '{\n  "unit": (1', '2:13'],
    ['an end that comes too early, before blank lines', '{ "unit": 1 } ~>\n\n', '1:17'],
    ['a text that is never closed', '{\n  "unit": 1,\n  "contest: 2 }', '3:3'],
    ['a text with an apostrophe that is never closed', "[ 'a',\n \"it's ]", '2:2'],
    ['a name in backticks that is never closed', '`a b` &\n  `c d', '2:3'],
    ['a comment that is never closed', '1 +\n /* one', '2:2'],
    ['a regular expression that is never closed', 'a / b &\n $match(c, /x\\/y)', '2:12'],
    ['a regular expression that is not valid', '"/a**/" &\n $match(c, /a**/)', '2:12'],
    ['an empty regular expression', '$match(c,\n //)', '2:2'],
    ['an escape that there is not', '"a" &\n "b\\q"', '2:4'],
    ['half a code point', '"a" &\n "b\\u00e"', '2:4'],
    ['a number too large', '1 +\n  1e999', '2:3'],
    ['an operator that there is not', 'a\n !b', '2:2'],
    ['an operator of two signs', 'a &\n  ..b', '2:3'],
    ['a parameter without its sign', '$f := function($a,\n b) { 1 }', '2:2'],
    ['a variable without its sign', '(\n  total := 1; total)', '2:3'],
    ['a number as a step', 'a.\n 12.5', '2:2'],
    ['an order-by without brackets', 'a\n^b', '2:2'],
    ['a second grouping', 'a{b: c}\n{d: e}', '2:1'],
    ['a parent that there is not', '%.a', '1:1'],
    ['a signature that makes no sense', '$f :=\n function($x)<n<n>>{ 1 }', '2:16'],
    ['nothing at all', ' \n ', '1:1'],
    // Beyond any stack: code that has long been running needs far less of it.
    ['brackets without end', '('.repeat(1_000_000), '1:1'],
  ])('%s', (_, text, expected) => {
    expect(place(text)).toBe(expected)
  })

  test('in plain words, with what was found', () => {
    expect(problems('{ "a": 1 "b": 2 }')).toEqual(['1:10 MAP_SYNTAX Here stands "b", where } is expected.'])
    expect(problems('{ "a": "b }')).toEqual([
      '1:8 MAP_SYNTAX The text that begins here has no closing quote.',
    ])
    expect(problems('$trim(`A B` C)')).toEqual(['1:13 MAP_SYNTAX Here stands C, where ) is expected.'])
    expect(problems('1 + 1e999')).toEqual(['1:5 MAP_SYNTAX The number 1e999 is too large.'])
    expect(problems('$match(a, /b**/)')).toEqual([
      '1:11 MAP_SYNTAX The regular expression is not valid: Nothing to repeat.',
    ])
  })
})

test.each([
  '# the total\n1',
  '{ "a": 1 } # the total',
  '// the total\n1',
  '1 // the total',
  '{\n# x\n"a": 1 }',
])('who writes a comment as elsewhere is told how it is written here: %j', (text) => {
  expect(parseExpression(text, {})).toMatchObject({ remedy: expect.stringContaining('/* … */') as unknown })
})

test('a regular expression works left of ?: and ?? too', async () => {
  expect(await valueOf('$contains(P, /p/) ?: "no"', { P: 'pp' })).toBe('true')
  expect(await valueOf('$match(P, /p+/).match ?? "none"', { P: 'pp' })).toBe('pp')
  expect(await valueOf('($replace(P, /q/, "") ?: "a") ?: "b"', { P: 'qp' })).toBe('p')
})
