import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isScalar, LineCounter, parseDocument, type Scalar, stringify } from 'yaml'
import { parseSpec } from '../../engine/spec/document.ts'

/** `line:column` of the first character of a word inside the value of `map`. */
function placeOf(text: string, word: string): string {
  const spec = parseSpec('feed.yaml', text)
  expect(spec.problems).toEqual([])
  const { map } = spec.value as { map: string }
  const { line, column } = spec.position(['map'], map.indexOf(word))
  return `${line}:${column}`
}
const crlf = (text: string) => text.replaceAll('\n', '\r\n')

describe('a word of an expression is found where it stands, if the scalar is', () => {
  test.each([
    ['literal', 'map: |\n  a &\n  wrong(b)\n', '3:3'],
    ['literal, deeper inside', 'map: |\n  {\n      "a": wrong\n  }\n', '3:12'],
    ['literal, behind blank lines', 'map: |\n\n\n    a &\n\n    wrong\n', '6:5'],
    ['literal, whose first line is indented further', 'map: |2\n      a &\n  wrong\n', '3:3'],
    ['literal, with a comment in its head', 'map: | # wrong\n  a & wrong\n', '2:7'],
    ['literal, without the last break', 'map: |-\n  wrong', '2:3'],
    ['folded', 'map: >\n  a &\n  b & wrong\n', '3:7'],
    ['folded, with paragraphs', 'map: >-\n  a &\n\n  b\n    & wrong\n', '5:7'],
    ['plain', 'map: a & wrong\n', '1:10'],
    ['plain, on several lines', 'map: a &\n   b &\n   wrong\n', '3:4'],
    ['in single quotes', "map: 'a & wrong' # wrong\n", '1:11'],
    ['in single quotes, with quotes inside', "map: 'a & ''x'' & wrong'\n", '1:19'],
    ['in single quotes, on several lines', "map: 'a &\n\n  ''x'' & wrong'\n", '3:11'],
    ['in double quotes', 'map: "a & wrong"\n', '1:11'],
    ['in double quotes, with escapes', 'map: "a & \\"x\\" \\t\\u00e9\\n& wrong"\n', '1:29'],
    ['in double quotes, with a character beyond 16 bits', 'map: "\\U0001F5F3 & wrong"\n', '1:20'],
    ['in double quotes, continued by a backslash', 'map: "a \\\n   & wrong"\n', '2:6'],
  ])('%s', (_, text, expected) => {
    expect(placeOf(text, 'wrong')).toBe(expected)
    expect(placeOf(crlf(text), 'wrong')).toBe(expected)
  })
})

test('the end of an expression is behind its last character', () => {
  const spec = parseSpec('feed.yaml', 'map: |\n  (a +\n  b\n\nfeed: x\n')
  const { map } = spec.value as { map: string }
  expect(spec.position(['map'], map.trimEnd().length)).toMatchObject({ line: 3, column: 4 })
})

test('white space is placed behind what stands before it', () => {
  const spec = parseSpec('feed.yaml', 'map: |\n  a  b\n')
  expect(spec.position(['map'], 2)).toMatchObject({ line: 2, column: 4 })
  expect(spec.position(['map'], 0)).toMatchObject({ line: 2, column: 3 })
})

const kinds: readonly Scalar.Type[] = [
  'BLOCK_LITERAL',
  'BLOCK_FOLDED',
  'QUOTE_DOUBLE',
  'QUOTE_SINGLE',
  'PLAIN',
]

test('for any text in any form, the character in the file is the character of the value', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'é', '"', "'", '\\', '(', '{', '#', ':', '🗳') })
  const texts = fc.array(fc.tuple(word, fc.constantFrom(' ', '\n', '\n\n', '\n  ', '  '))).map((all) => {
    return `x${all.flat().join('')}x`
  })
  fc.assert(
    fc.property(texts, fc.constantFrom(...kinds), fc.boolean(), fc.nat(), (value, type, windows, pick) => {
      const written = stringify({ deep: { map: value } }, { defaultStringType: type, lineWidth: 40 })
      const text = windows ? crlf(written) : written
      const counter = new LineCounter()
      const node = parseDocument(text, { lineCounter: counter }).getIn(['deep', 'map'], true)
      fc.pre(isScalar(node) && node.value === value)
      const solid = [...value.matchAll(/\S/gu)]
      const { 0: character = '', index: offset = 0 } = solid[pick % solid.length] ?? {}
      const { line, column } = parseSpec('f', text).position(['deep', 'map'], offset)
      const source = text.slice((counter.lineStarts[line - 1] ?? 0) + column - 1)
      const forms = [character, JSON.stringify(character).slice(1, -1), character === "'" ? "''" : character]
      expect(forms.some((one) => source.startsWith(one)) || /^\\[xuU]/.test(source)).toBe(true)
    }),
    { numRuns: 500 },
  )
})
