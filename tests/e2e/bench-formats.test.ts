import { expect, test } from 'vitest'
import { tables } from '../../engine/plan/tables.ts'
import { measured, measuredFormats } from '../bench/formats.ts'
import { samples } from '../bench/samples.ts'

const formats = Object.keys(samples)

test('the bench decodes a sample of every format', () => {
  const known = Object.values(tables.decode).map(({ type }) => type)
  expect(formats.toSorted()).toEqual(known.toSorted())
})

test('a small run of it reads every row', { timeout: 120_000 }, () => {
  const found = [...measuredFormats({ rows: 600, rounds: 1 })]
  expect(found.flatMap(({ lines }) => lines.map(({ format, rows }) => ({ format, rows })))).toEqual(
    formats.map((format) => ({ format, rows: 600 })),
  )
})

test.each([
  ['csv', 700_000, 72],
  ['fixed_width', 780_000, 56],
  ['json_lines', 200_000, 56],
  ['text', 780_000, 56],
  // Its rows are large, and carry what stands around them: a thousand of them are a batch.
  ['xml', 90_000, 96],
] as const)(
  'a file of %s may be larger than the memory it is decoded in',
  { timeout: 240_000 },
  (format, all, heap) => {
    const { rows, megabytes } = measured(format, all, heap)
    expect(rows).toBe(all)
    expect(megabytes).toBeGreaterThan(heap)
  },
)
