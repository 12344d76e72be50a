import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { ExportPorts } from '../../../engine/process/export/ports.ts'
import { memoryTarget } from '../../faults/desk/memory-target.ts'
import { around } from './around.ts'
import { expectRight } from './expect-right.ts'
import { exportThrough, newExporting, signal, stand } from './exporting.ts'

test('a crash at any moment, and the messages again: the end is the same', async () => {
  let isDone = false
  let moment = 0
  while (!isDone) {
    moment += 1
    const one = newExporting(['csv', 'compact-json'])
    try {
      const first = await one.say(stand('zz/senate', 'oak', 5), stand('zz/house', 'oak', 3))
      await exportThrough(one.ports)(first, signal)
      const messages = await one.say(stand('zz/senate', 'oak', 6), stand('zz/house', 'oak', null))
      const crash = crashing(one.ports, moment)
      isDone = await exportThrough(crash)(messages, signal).then(
        () => true,
        () => false,
      )
      await exportThrough(one.ports)(messages, signal)
      await expectRight(one)
    } finally {
      await one.close()
    }
  }
  expect(moment).toBeGreaterThan(30)
})

test.each([
  ['goes on', false],
  ['ends after one more call, and its messages come again', true],
])(
  'one that stands still at any moment while another exports what is newer, and %s: the end is the newest',
  async (_, isKilled) => {
    let isDone = false
    let moment = 0
    while (!isDone) {
      moment += 1
      const one = newExporting(['csv'])
      try {
        await exportThrough(one.ports)(await one.say(stand('zz/senate', 'oak', 1)), signal)
        const old = await one.say(stand('zz/senate', 'oak', 2))
        const { ports, reached, goOn } = pausing(one.ports, moment, isKilled)
        const slow = exportThrough(ports)(old, signal).catch(() => [])
        isDone = await Promise.race([reached.then(() => false), slow.then(() => true)])
        // Every other time it comes back to what was there before.
        const newer = await one.say(
          stand('zz/senate', 'oak', moment % 2 === 0 ? 3 : 1),
          stand('zz/house', 'oak', 7),
        )
        await exportThrough(one.ports)(newer, signal)
        goOn()
        await slow
        if (isKilled) await exportThrough(one.ports)(old, signal)
        await expectRight(one)
      } finally {
        await one.close()
      }
    }
    expect(moment).toBeGreaterThan(25)
  },
)

test('several that export the same at one time come to an end, whenever each begins', async () => {
  for (let later = 0; later < 12; later++) {
    const one = newExporting(['csv'])
    try {
      const messages = await one.say(stand('zz/senate', 'oak', 1))
      let puts = 0
      // Nothing but the register keeps anybody waiting: so they are in step for ever, if they hinder each other.
      const exports = { ...one.ports.exports, target: memoryTarget() }
      const ports = around({ ...one.ports, exports }, async (call, _, work) => {
        if (call === 'put' && (puts += 1) > 500) throw new Error('they go round in a circle')
        return await work()
      })
      const second = async (): Promise<unknown> => {
        for (let turn = 0; turn < later; turn++) await setImmediate()
        return await exportThrough(ports)(messages, signal)
      }
      await Promise.all([exportThrough(ports)(messages, signal), second(), second()])
      expect(puts).toBeLessThan(100)
    } finally {
      await one.close()
    }
  }
})

/** The process ends before the call of that number, or after it: nothing is done any more. */
function crashing(ports: ExportPorts, moment: number): ExportPorts {
  let calls = 0
  return around(ports, async (_call, _path, work) => {
    calls += 1
    if (2 * calls - 1 >= moment) throw new Error('killed')
    const done = await work()
    if (2 * calls >= moment) throw new Error('killed')
    return done
  })
}

/** Stands still before, or after, the call of that number; killed, it does that one call more and no other. */
function pausing(ports: ExportPorts, moment: number, isKilled: boolean) {
  const reached = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  let calls = 0
  let isDead = false
  const stop = async (at: number): Promise<void> => {
    if (at !== moment) return
    reached.resolve()
    await goOn.promise
  }
  const slow = around(ports, async (_call, _path, work) => {
    if (isDead) throw new Error('killed')
    const at = (calls += 1)
    await stop(2 * at - 1)
    const done = await work()
    await stop(2 * at)
    isDead ||= isKilled && 2 * at >= moment
    return done
  })
  return { ports: slow, reached: reached.promise, goOn: () => goOn.resolve() }
}
