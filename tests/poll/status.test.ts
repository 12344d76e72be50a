import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FeedStatus, topics } from '../../engine/model/envelope.ts'
import { isStatusDue } from '../../engine/poll/status.ts'
import { emptyHead } from '../../engine/state/home.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import { topic } from '../crash/laws.ts'
import { memoryArchive } from '../crash/memory-archive.ts'
import { feed } from '../crash/plan.ts'
import { newWorld, startOfNight, type World } from '../crash/world.ts'

const { signal } = new AbortController()
let world: World
beforeEach(() => {
  world = newWorld({ archive: memoryArchive() })
  world.say('A')
})
afterEach(async () => {
  await world.close()
  rmSync(world.directory, { recursive: true })
})
const statuses = (): Promise<readonly FeedStatus[]> => topic<FeedStatus>(world, topics.status)
const at = (seconds: number): string => new Date(Date.parse(startOfNight) + seconds * 1_000).toISOString()

test('an unchanged feed is due once a minute, and at once when it has something to say', () => {
  const said = { ...emptyHead, statusAt: '2024-11-05T20:00:00.000Z' }
  expect(isStatusDue(said, '2024-11-05T20:00:59.999Z')).toBe(false)
  expect(isStatusDue(said, '2024-11-05T20:01:00.000Z')).toBe(true)
  expect(isStatusDue(emptyHead, '2024-11-05T20:00:00.000Z')).toBe(true)
})

describe('members hear', () => {
  test('every verdict, and that an unchanged feed is alive, once a minute', async () => {
    for (let polls = 0; polls < 10; polls++) {
      await world.poll()
      world.clock.move(15_000)
    }
    expect((await statuses()).map(({ saidAt }) => saidAt)).toEqual([at(0), at(60), at(120)])
    expect((await statuses()).map(({ checkedAt }) => checkedAt)).toEqual([at(0), at(60), at(120)])
  })

  test('nothing of a feed that never came to a verdict', async () => {
    world.say('down')
    await world.poll()
    await world.hold()
    await world.poll()
    expect(await statuses()).toEqual([])
  })

  test('a hold of a person even while the source is down, and how old the figures are', async () => {
    await world.poll()
    world.clock.move(600_000)
    world.say('down')
    await world.hold()
    expect((await world.poll()).kind).toBe('failed')
    const newest = (await statuses()).at(-1)
    expect(newest).toMatchObject({ saidAt: at(600), checkedAt: at(0), holds: [{ by: 'Kim' }] })
  })

  test('that polls fail, since when and why, and that they no longer do', async () => {
    await world.poll()
    world.say('down')
    for (let polls = 0; polls < 3; polls++) {
      world.clock.move(60_000)
      expect((await world.poll()).kind).toBe('failed')
    }
    const failing = { since: at(60), code: 'SOURCE_UNREACHABLE' }
    expect((await statuses()).slice(1)).toMatchObject(
      [60, 120, 180].map((seconds) => ({ saidAt: at(seconds), checkedAt: at(0), failing })),
    )
    const head = await stateStore(world.stores.home).peek(feed, signal)
    expect(head?.failing).toMatchObject({ ...failing, at: at(180), polls: 3 })
    world.say('A')
    world.clock.move(60_000)
    expect((await world.poll()).kind).toBe('unchanged')
    expect((await statuses()).at(-1)).toMatchObject({ checkedAt: at(240), failing: null })
  })

  test('a hold that was placed before the first poll, with the capture that it kept back', async () => {
    await world.hold()
    expect(await world.poll()).toMatchObject({ kind: 'judged' })
    const [said] = await statuses()
    expect(said?.capture).toMatch(/^[0-9a-f]{64}$/)
    expect(said).toMatchObject({ revision: 0, results: 0, holds: [{ by: 'Kim', capture: said?.capture }] })
  })

  test('a release while the source is down, and that nobody asked it since', async () => {
    await world.poll()
    world.clock.move(60_000)
    world.say('X')
    await world.poll()
    world.clock.move(60_000)
    world.say('down')
    for (const { id } of await world.holds()) await world.release(id)
    expect((await world.poll()).kind).toBe('failed')
    const newest = (await statuses()).at(-1)
    expect(newest).toMatchObject({ revision: 3, saidAt: at(120), checkedAt: at(60), holds: [] })
  })
})

describe('the trace says of a hold', () => {
  const lifted = () => world.told.flatMap((one) => (one.event === 'hold.lifted' ? [one.how] : []))
  const night = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) {
      world.say(name)
      await world.poll()
      world.clock.move(60_000)
    }
  }

  test('that it was placed once, however often the same reason comes again', async () => {
    await night('A', 'X', 'Y', 'X')
    const placed = world.told.filter(({ event }) => event === 'hold.placed')
    expect(placed).toMatchObject([{ code: 'CHECK_FALL' }])
    expect(lifted()).toEqual([])
  })

  test('that another capture superseded it', async () => {
    await night('A', 'X', 'D')
    expect(lifted()).toEqual(['superseded'])
  })

  test('that a person released it', async () => {
    await night('A', 'X')
    for (const { id } of await world.holds()) await world.release(id)
    await night('X')
    expect(lifted()).toEqual(['released'])
  })

  test('that its time came', async () => {
    await world.close()
    rmSync(world.directory, { recursive: true })
    // The same moment, as another zone writes it.
    world = newWorld({ archive: memoryArchive(), gate: '2024-11-05T07:02:30-05:00' })
    await night('E', 'E', 'E', 'E')
    expect(lifted()).toEqual(['due'])
  })
})
