import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Crash } from '../crash/faults.ts'
import { memoryArchive } from '../crash/memory-archive.ts'
import { newWorld, type World } from '../crash/world.ts'

/** Of a poll that may take 30 seconds: with the margin in which it stops. */
const leaseSeconds = 45

let world: World
beforeEach(() => {
  world = newWorld({ archive: memoryArchive() })
  world.say('A')
})
afterEach(async () => {
  await world.close()
  rmSync(world.directory, { recursive: true })
})

/** How long the feed waits, asked every five seconds, for a poller whose clock was so far ahead when it died. */
async function secondsUntilPolled(ahead: number): Promise<number> {
  const dies = ({ call }: { readonly call: string }): void => {
    if (call === 'archive.put') throw new Crash('killed')
  }
  await world.poll(dies, { ahead: ahead * 1_000 })
  for (let seconds = 0; ; seconds += 5) {
    if ((await world.poll()).kind !== 'skipped') return seconds
    world.clock.move(5_000)
  }
}

describe('leases are told by the clock of whoever asks', () => {
  test.each([0, 20, leaseSeconds])(
    'a poller that was %i seconds ahead and died keeps others waiting for that much longer',
    async (ahead) => {
      expect(await secondsUntilPolled(ahead)).toBe(leaseSeconds + ahead)
    },
  )

  test('one that was further ahead than a lease keeps nobody waiting', async () => {
    expect(await secondsUntilPolled(leaseSeconds + 1)).toBe(0)
  })

  test.each([-20, -44])(
    'one that was %i seconds behind keeps them waiting for that much less',
    async (behind) => {
      expect(await secondsUntilPolled(behind)).toBe(Math.ceil((leaseSeconds + behind) / 5) * 5)
    },
  )

  test('one that is further ahead than a lease takes over from a poll that is alive: that one can not commit', async () => {
    let taken: string | undefined
    const first = await world.poll(async ({ call, when }) => {
      if (call !== 'archive.recordCapture' || when !== 'before' || taken !== undefined) return
      taken = 'asked'
      taken = (await world.poll(undefined, { ahead: (leaseSeconds + 1) * 1_000 })).kind
    })
    expect([taken, first.kind]).toEqual(['published', 'lost'])
  })
})
