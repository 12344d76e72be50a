import { expect, test } from 'vitest'
import { heardBy } from '../../engine/entry/heard-until.ts'
import type { Progress } from '../../engine/log/log.ts'
import { topics } from '../../engine/model/envelope.ts'

const { signal } = new AbortController()

/** A group that has settled, and a log that ends, where it is told: by partition. */
function keeping() {
  let now: readonly Progress[] = []
  return {
    heard: heardBy({ progress: async () => now }),
    is: (...partitions: readonly (readonly [settled: number, end: number])[]): void => {
      now = partitions.map(([settled, end], partition) => ({ topic: topics.status, partition, settled, end }))
    },
  }
}

test('who is at the end has heard all until now', async () => {
  const { heard, is } = keeping()
  is([7, 7], [0, 0])
  expect(await heard('10:00', signal)).toBe('10:00')
})

test('who was away has heard nothing until it is at an end that it saw', async () => {
  const { heard, is } = keeping()
  is([3, 9], [4, 4])
  expect(await heard('10:00', signal)).toBeUndefined()
  is([8, 9], [4, 5])
  expect(await heard('10:05', signal)).toBeUndefined()
  is([9, 11], [4, 5])
  expect(await heard('10:10', signal)).toBe('10:00')
  is([10, 12], [5, 6])
  expect(await heard('10:15', signal)).toBe('10:00')
  is([12, 13], [6, 7])
  expect(await heard('10:20', signal)).toBe('10:10')
})

test('who falls behind has heard no more than before', async () => {
  const { heard, is } = keeping()
  is([7, 7])
  expect(await heard('10:00', signal)).toBe('10:00')
  is([7, 9])
  expect(await heard('10:05', signal)).toBe('10:00')
  expect(await heard('10:10', signal)).toBe('10:00')
  is([9, 9])
  expect(await heard('10:15', signal)).toBe('10:15')
})
