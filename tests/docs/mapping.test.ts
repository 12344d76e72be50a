import { describe, expect, test } from 'vitest'
import { mappingFunctions } from '../../engine/map/functions.ts'
import type { Json } from '../../engine/model/json.ts'
import { mapped, valueOf } from '../map/compiled.ts'
import { blocksOf } from './blocks.ts'

const blocks = blocksOf('docs/mapping.md')

/** The file that the examples are read from. */
const given = { payload: { request: 'main', file: 'mayor.csv' } }

/** An expression, the row before it, and behind it the lines or why it is rejected. */
const examples = blocks.flatMap(({ language, text, line }, index) => {
  if (language !== 'jsonata') return []
  const [before, behind] = [blocks[index - 1], blocks[index + 1]]
  return [
    {
      line,
      text,
      row: before?.title === 'row' ? before.text : '',
      lines: behind?.title === 'lines' ? behind.text : behind?.title === 'rejected' ? '[]' : '',
      why: behind?.title === 'rejected' ? [behind.text.trim()] : [],
    },
  ]
})

describe('the examples of docs/mapping.md', () => {
  test('are some, each with a row and its lines', () => {
    expect(examples.length).toBeGreaterThan(3)
    expect(examples.filter(({ row, lines }) => row === '' || lines === '')).toEqual([])
  })

  test.each(examples)('that of line $line gives what it says', async ({ text, row, lines, why }) => {
    const made = await mapped(text, [JSON.parse(row) as Json], {}, given)
    expect(made.rejected.map(({ message }) => message)).toEqual(
      why.map((said) => expect.stringContaining(said)),
    )
    expect(made.lines.map(({ value }) => value)).toEqual([JSON.parse(lines)].flat())
  })
})

/** `expression`, and on the next line an arrow and the value. */
const calls = blocks.flatMap(({ language, text }) =>
  language === 'text'
    ? [...text.matchAll(/^(\$.+)\n→ (.+)$/gm)].map(([, call = '', gives = '']) => ({ call, gives }))
    : [],
)

describe('our functions', () => {
  test('have all their examples in the page', () => {
    expect(calls).toHaveLength(mappingFunctions.flatMap(({ examples: own }) => own).length)
  })

  test.each(calls)('$call gives $gives', async ({ call, gives }) => {
    expect(await valueOf(call)).toBe(String(JSON.parse(gives)))
  })
})
