import { expect, test } from 'vitest'
import type { FixedWidthOptions } from '../../engine/decode/fixed-width/options.ts'
import { fixedWidth } from '../../engine/decode/fixed-width.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded } from '../conformance/decoder.ts'

test('what a column carries ends with what its rows are about', async () => {
  const options: FixedWidthOptions = {
    short: 'pad',
    kind: { from: 1, length: 1 },
    kinds: {
      C: { carry: true, columns: { title: { from: 2 } } },
      R: { columns: { name: { from: 2, length: 4, carry: true }, votes: { from: 6 } } },
    },
  }
  const decoder = fixedWidth.create(options, { position: () => undefined, report: () => undefined })
  const { rows } = await decoded(decoder, bodyOf('CMAYOR\nRADA 1\nR    2\nCJUDGE\nR    3\n'))
  expect(rows.map(({ value }) => (value as { name: string }).name)).toEqual(['ADA', 'ADA', ''])
})
