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

// Formats in lines are decoded so by `kept-fields.test.ts`. Rows of this one are large, and carry what stands around them:
// a thousand of them are a batch.
test('a file of xml may be larger than the memory it is decoded in', { timeout: 240_000 }, () => {
  const heap = 72
  const { rows, megabytes } = measured('xml', 66_000, heap)
  expect(rows).toBe(66_000)
  expect(megabytes).toBeGreaterThan(heap)
})
