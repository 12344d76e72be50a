import { expect, test } from 'vitest'
import type { Site } from '../../engine/component.ts'
import type { CsvOptions } from '../../engine/decode/csv/options.ts'
import { csv } from '../../engine/decode/csv.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded, refusal, roomy } from '../conformance/decoder.ts'

const silent: Site = { position: () => undefined, report: () => undefined }
const grid = (options: Partial<CsvOptions> = {}) => csv.create({ grid: true, ...options }, silent)
const rowsOf = async (text: string, options?: Partial<CsvOptions>) => {
  const { read } = await decoded(grid(options), bodyOf(text))
  const [sheet, ...others] = read as { name: string; rows: { cells: string[]; place: string }[] }[]
  expect([sheet?.name, others]).toEqual(['', []])
  return sheet?.rows.map(({ cells, place }) => [place, ...cells])
}

test('every line is a row of cells, whatever its length, and knows where it begins', async () => {
  expect(await rowsOf('Results\r\na,,b\r\n"1,204"\r\n')).toEqual([
    ['L1', 'Results'],
    ['L2', 'a', '', 'b'],
    ['L3', '1,204'],
  ])
})

test('a blank line is a row without cells, and a line break in quotes is none', async () => {
  expect(await rowsOf('\n"Registered\nVoters",x\n\n\ny\n')).toEqual([
    ['L1'],
    ['L2', 'Registered\nVoters', 'x'],
    ['L4'],
    ['L5'],
    ['L6', 'y'],
  ])
})

test('delimiter, quotation marks, encoding and lines to skip hold as for named columns', async () => {
  expect(await rowsOf('title\nAda "A"\t7\n', { delimiter: '\t', quote: 'none', skip_lines: 1 })).toEqual([
    ['L2', 'Ada "A"', '7'],
  ])
  expect(await refusal(grid(), 'a,"b\n')).toMatchObject({ code: 'DECODE_QUOTE', place: 'L1' })
})

test('blank lines count towards the limit of rows, which nothing passes', async () => {
  const limits = { ...roomy, rows: 100 }
  expect(await refusal(grid(), `a${'\n'.repeat(200)}b\n`, limits)).toMatchObject({
    code: 'DECODE_TOO_MANY_ROWS',
    place: 'L101',
  })
})

test('an option about named columns contradicts a grid', () => {
  const problems: FeedError[] = []
  csv.create(
    { grid: true, header: false, ragged: 'pad' },
    {
      position: (path = []) => ({ file: path.join('.'), line: 1, column: 1 }),
      report: (error) => void problems.push(error),
    },
  )
  expect(problems.map(({ code, at }) => [code, at?.file])).toEqual([
    ['DECODE_OPTION', 'header'],
    ['DECODE_OPTION', 'ragged'],
  ])
})

test('a row is found again in the bytes', () => {
  expect(grid().excerpt(Buffer.from('a\n"b\nc",d\n'), 'L2')).toEqual({ line: 2, text: '"b\nc",d' })
})
