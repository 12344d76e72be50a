import { expect, test } from 'vitest'
import { stopwatch } from '../../engine/cli/stopwatch.ts'
import { manualClock } from '../helpers/manual-clock.ts'

const signal = new AbortController().signal

test('a stage that waits for another is not charged for it', async () => {
  const clock = manualClock({ auto: true })
  const watch = stopwatch(clock)
  async function* bytes() {
    for (const wait of [3, 4]) {
      await clock.sleep(wait, signal)
      yield wait
    }
  }
  async function* rows() {
    for await (const piece of watch.pulling('decode', bytes())) {
      await clock.sleep(10, signal)
      yield piece
    }
  }
  await clock.sleep(1, signal)
  watch.rest('read')
  for await (const row of watch.pulling('select', rows())) {
    await watch.during('map', () => clock.sleep(100 * row, signal))
    await clock.sleep(1_000, signal)
  }
  watch.rest('assemble')
  expect(watch.during('check', () => 'done')).toBe('done')
  expect(watch.times()).toEqual({ read: 1, decode: 7, select: 20, map: 700, assemble: 2_000, check: 0 })
})

test('a stage that fails is left, and the stream it read is closed', async () => {
  const watch = stopwatch(manualClock())
  let closed = false
  async function* endless() {
    try {
      for (;;) yield 1
    } finally {
      closed = true
    }
  }
  const failing = (async () => {
    for await (const _ of watch.pulling('decode', endless())) {
      watch.during('map', () => {
        throw new Error('no row')
      })
    }
  })()
  await expect(failing).rejects.toThrow('no row')
  expect(closed).toBe(true)
})
