import { expect, test } from 'vitest'
import * as decoders from '../../engine/decode/table.ts'
import { measuredFormats } from '../bench/formats.ts'
import { samples } from '../bench/samples.ts'

test('the bench decodes a sample of every format', () => {
  expect(Object.keys(samples).toSorted()).toEqual(Object.keys(decoders).toSorted())
})

test('a small run of it reads every row', () => {
  const lines = [...measuredFormats(600)]
  expect(lines.map(({ format, rows }) => ({ format, rows }))).toEqual(
    Object.keys(samples).map((format) => ({ format, rows: 600 })),
  )
})
