import { describe, expect, inject, test } from 'vitest'
import { measuredLines, sizes } from '../bench/lines.ts'
import { needs } from './needs.ts'

const { missing, named } = needs('dynamodb', 's3', 'moto', 'kafka')
const title = named('the bench')

describe.skipIf(missing)(title, () => {
  test('measures every line on both homes', async () => {
    const lines = await Array.fromAsync(measuredLines(inject('services'), sizes.smoke))
    expect(lines.map(({ unit }) => unit)).toEqual([
      '1/s',
      'MB/s',
      'MB/s',
      '1/s',
      '1/s',
      '1/s',
      '1/s',
      '1/s',
      '1/s',
      '1/s',
      'each',
      'each',
      '1/s',
      'ms',
      'ms',
      'ms',
      'ms',
      'ms',
      'ms',
    ])
    const isFound = (rounds: readonly number[]) => rounds.length > 0 && rounds.every((one) => one > 0)
    expect(lines.filter(({ aws }) => aws === null || !isFound(aws))).toEqual([])
    expect(lines.filter(({ unit, embedded }) => unit !== 'each' && !isFound(embedded))).toEqual([])
  }, 300_000)
})
