import { expect, test } from 'vitest'
import { sizeOf } from '../../engine/deploy/size.ts'
import { planOf, specText } from '../plan/specs.ts'

test.each([
  [undefined, 'small'],
  ['{ time: 30s, bytes: 1MB, expression_time: 20s, members: 5000, depth: 200 }', 'small'],
  ['{ time: 2m, bytes: 50MB, inflated_bytes: 200MB, rows: 1000000 }', 'small'],
  ['{ time: 121s }', 'large'],
  ['{ bytes: 51MB }', 'large'],
  ['{ inflated_bytes: 201MB }', 'large'],
  ['{ rows: 1000001 }', 'large'],
])('a feed with limits %s is %s', (limits, size) => {
  expect(sizeOf(planOf(specText({ limits })).limits)).toBe(size)
})
