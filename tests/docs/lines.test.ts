import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { text as decoder } from '../../engine/decode/text-lines.ts'
import type { Json } from '../../engine/model/json.ts'
import { lines } from '../../engine/select/lines.ts'
import { selected } from '../select/selecting.ts'
import { blocksOf } from './blocks.ts'

const blocks = blocksOf('docs/selecting.md')

/** A report, the spec behind it, and the rows that it gives. */
const examples = blocks.flatMap(({ language, text: report, line }, at) => {
  const [spec, rows] = [blocks[at + 1], blocks[at + 2]]
  return language === 'report' ? [{ line, report, spec, rows }] : []
})

describe('the reports in docs/selecting.md', () => {
  test('are some, each with a spec and its rows', () => {
    expect(examples.length).toBeGreaterThan(3)
    for (const { spec, rows } of examples) expect([spec?.language, rows?.language]).toEqual(['yaml', 'rows'])
  })

  test.each(examples)('give the rows below that of line $line', async ({ report, spec, rows }) => {
    const { select, decode } = parse(spec?.text ?? '') as {
      select: { lines: object }
      decode: 'text' | { text: object }
    }
    const options = decode === 'text' ? {} : decode.text
    const made = decoder.create(options, {
      position: () => undefined,
      report: (error) => expect.fail(error.message),
    })
    const given = await selected(lines, select.lines, made, report)
    const said = (rows?.text ?? '').trimEnd().split('\n')
    expect(given.map(({ value }) => value)).toEqual(said.map((one) => JSON.parse(one) as Json))
  })
})
