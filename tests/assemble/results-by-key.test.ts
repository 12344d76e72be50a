import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ResultsByKey } from '../../engine/assemble/results-by-key.ts'
import type { ResultKey } from '../../engine/model/ids.ts'
import type { Result } from '../../engine/model/result.ts'

const named = (key: string): Result => ({ key }) as Result

const keys = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', '-', '|', 'é'), maxLength: 4 }), {
  maxLength: 200,
})

test('a result is found by its key, whether few are asked for or all, and only if it is there', () => {
  const told = fc.property(keys, keys, fc.nat({ max: 3 }), (there, others, times) => {
    const results = there.toSorted().map(named)
    const byKey = new ResultsByKey(results)
    const map = new Map(results.map((one) => [one.key, one]))
    for (const key of Array.from({ length: times }, () => [...others, ...there]).flat() as ResultKey[]) {
      expect(byKey.get(key)).toBe(map.get(key))
      expect(byKey.has(key)).toBe(map.has(key))
    }
    const walked: unknown[] = []
    byKey.forEach((one, key, all) => walked.push([key, one, all === byKey]))
    expect(walked).toEqual([...map].map(([key, one]) => [key, one, true]))
  })
  fc.assert(told)
})

test('another result that takes the place of one is found, first and later', () => {
  const results = Array.from({ length: 300 }, (_, at) => named(String(1_000 + at)))
  const byKey = new ResultsByKey(results)
  const last = '1299' as ResultKey
  for (let times = 0; times < 20; times++) {
    const other = named(last)
    results[299] = other
    expect(byKey.get(last)).toBe(other)
  }
})
