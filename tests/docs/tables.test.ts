import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Json } from '../../engine/model/json.ts'
import { sheetOf, sheetRows } from '../select/grids.ts'
import { type Block, blocksOf } from './blocks.ts'

const blocks = blocksOf('docs/selecting.md')

/** A spec, the pictures of sheets before it, and the rows behind it. */
const examples = blocks.flatMap(({ language, text, line }, at) => {
  if (language !== 'yaml') return []
  const before = blocks.slice(0, at)
  const cells = before.slice(before.findLastIndex((block) => block.language !== 'cells') + 1)
  const rows = blocks[at + 1]
  return cells.length === 0 ? [] : [{ line, text, cells, rows: rows?.language === 'rows' ? rows.text : '' }]
})

const pictured = ({ title, text }: Block) =>
  sheetOf(
    title,
    text
      .trimEnd()
      .split('\n')
      .map((line) => (line === '' ? [] : line.split('|'))),
  )

describe('the pictures of cells in docs/selecting.md', () => {
  test('are some, each with a spec and its rows', () => {
    expect(examples.length).toBeGreaterThan(5)
    const drawn = blocks.filter(({ language }) => language === 'cells')
    expect(examples.flatMap(({ cells }) => cells)).toEqual(drawn)
    expect(examples.filter(({ rows }) => rows === '')).toEqual([])
  })

  test.each(examples)('give the rows below that of line $line', async ({ text, cells, rows }) => {
    const { select } = parse(text) as { select: 'table' | { table: unknown } }
    const made = await sheetRows(select === 'table' ? {} : select.table, ...cells.map(pictured))
    const said = rows.trimEnd().split('\n')
    expect(made.map(({ value }) => value)).toEqual(said.map((line) => JSON.parse(line) as Json))
  })
})
