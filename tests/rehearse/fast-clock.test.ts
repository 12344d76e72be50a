import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fastClock } from '../../engine/rehearse/fast-clock.ts'

const start = '2026-11-04T01:00:00Z'
const { signal } = new AbortController()
const hour = 3_600_000

test('a night passes while nobody waits for it', async () => {
  const clock = fastClock({ start })
  const began = performance.now()
  for (let hours = 0; hours < 12; hours += 1) await clock.sleep(hour, signal)
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(clock.elapsed()).toBe(12 * hour)
  expect(clock.now().toISOString()).toBe('2026-11-04T13:00:00.000Z')
})

test('time does not move by itself', async () => {
  const clock = fastClock({ start })
  await clock.sleep(5_000, signal)
  await wait(20)
  expect(clock.elapsed()).toBe(5_000)
})

test('everybody wakes exactly at the time asked for, in the order of those times', async () => {
  const naps = fc.array(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 5 }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(naps, async (sleepers) => {
      const clock = fastClock({ start })
      const woken: number[] = []
      const live = async (lengths: readonly number[]) => {
        let expected = 0
        for (const length of lengths) {
          expected += length
          await clock.sleep(length, signal)
          expect(clock.elapsed()).toBe(expected)
          woken.push(expected)
        }
      }
      await Promise.all(sleepers.map(live))
      expect(woken).toEqual(woken.toSorted((one, other) => one - other))
      expect(woken).toHaveLength(sleepers.flat().length)
    }),
    { numRuns: 60 },
  )
})

test('time stands still for work that waits for something real', async () => {
  const clock = fastClock({ start })
  const slept = clock.sleep(1_000, signal)
  await clock.busy(async () => {
    await wait(30)
    expect(clock.elapsed()).toBe(0)
  })
  await slept
  expect(clock.elapsed()).toBe(1_000)
})

test('work that sleeps lets time pass, up to its own waking and not beyond', async () => {
  const clock = fastClock({ start })
  const order: string[] = []
  const late = clock.sleep(3_000, signal).then(() => order.push(`late ${clock.elapsed()}`))
  await clock.busy(async () => {
    await clock.sleep(2_000, signal)
    await wait(30)
    order.push(`work ${clock.elapsed()}`)
  })
  await late
  expect(order).toEqual(['work 2000', 'late 3000'])
})

test('work that waits for work of its own does not stop its clock', async () => {
  const clock = fastClock({ start })
  await clock.busy(async () => {
    await Promise.all([1_000, 2_000].map((length) => clock.busy(() => clock.sleep(length, signal))))
  })
  expect(clock.elapsed()).toBe(2_000)
})

test('time goes on after work that failed', async () => {
  const clock = fastClock({ start })
  const broken = clock.busy(() => Promise.reject(new Error('broken')))
  await expect(broken).rejects.toThrow('broken')
  await clock.sleep(1_000, signal)
  expect(clock.elapsed()).toBe(1_000)
})

test('an abort wakes with its reason, and leaves nobody behind', async () => {
  const clock = fastClock({ start })
  const { signal: stopped, abort } = stoppable()
  const sleeping = clock.sleep(hour, stopped)
  abort(new Error('enough'))
  await expect(sleeping).rejects.toThrow('enough')
  expect(() => clock.sleep(1, stopped)).toThrow('enough')
  await clock.sleep(1_000, signal)
  expect(clock.elapsed()).toBe(1_000)
})

test('a speed is the most, and a long pause is cut short', async () => {
  const clock = fastClock({ start, speed: 1_000 })
  const began = performance.now()
  await clock.sleep(100_000, signal)
  expect(performance.now() - began).toBeGreaterThan(90)
  await clock.sleep(100 * hour, signal)
  expect(performance.now() - began).toBeLessThan(2_000)
})

function stoppable() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: (reason: Error) => controller.abort(reason) }
}
