import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beforeKilled } from '../../engine/entry/before-killed.ts'

test('whatever time is left, a signal can be made of it that has not aborted yet', () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 900_000 }), (remaining) => {
      expect(beforeKilled({ getRemainingTimeInMillis: () => remaining }).aborted).toBe(false)
    }),
  )
})

test('where the time is over, it aborts at once', async () => {
  const signal = beforeKilled({ getRemainingTimeInMillis: () => -7 })
  await new Promise((aborted) => signal.addEventListener('abort', aborted))
  expect(signal.aborted).toBe(true)
})

test('of a short time a quarter is left to end in', async () => {
  const began = performance.now()
  const signal = beforeKilled({ getRemainingTimeInMillis: () => 41 })
  await new Promise((aborted) => signal.addEventListener('abort', aborted))
  expect(performance.now() - began).toBeGreaterThan(25)
})
