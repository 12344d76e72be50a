import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundledScript } from '../conformance/bundled-script.ts'
import { type Child, seeded, startChild } from '../conformance/child.ts'
import { asked as askedFaults } from '../faults/asked.ts'
import { outcome, steps } from './killed-night.ts'
import { brokenLaws } from './laws.ts'
import { fastest, newWorld } from './world.ts'

/**
 * A real process polls over the real homes on a disk and is killed with SIGKILL, at every boundary of a night and at
 * random moments; others go on where it died. `CANVASS_FAULTS=1000` (`npm run faults`) plays a tenth as many nights
 * that are killed at random moments, each several times, instead of a few; and it kills at every single boundary, also where a
 * poll goes the very way of an earlier one, or where nothing was done since the boundary before.
 */
const asked = askedFaults.schedules
const randomNights = asked === undefined ? 4 : Math.ceil(asked / 10)
/** So many lives are lived at one time. */
const lanes = 2

let script: URL
let directory: string
beforeAll(async () => {
  script = await bundledScript(new URL('children/night.ts', import.meta.url))
  directory = mkdtempSync(join(fastest, 'canvass-killed-'))
  // Hundreds of processes load the same modules.
  process.env['NODE_COMPILE_CACHE'] = join(directory, 'compiled')
})
afterAll(() => {
  delete process.env['NODE_COMPILE_CACHE']
  rmSync(directory, { recursive: true })
})

/** The boundaries of a night at which to kill, by number. */
async function placesToKill(): Promise<readonly number[]> {
  const world = newWorld()
  const places: number[] = []
  const ways = new Set<string>()
  let passed = 0
  for (const step of steps) {
    const way: string[] = []
    await step(world, ({ call, when }) => void way.push(`${when} ${call}`))
    world.clock.move(60_000)
    const isNew = asked !== undefined || !ways.has(way.join())
    for (const [at, boundary] of way.entries()) {
      // Before a call is after the one before: the same has been done.
      const isPlace = asked !== undefined || boundary.startsWith('after') || !way[at - 1]?.startsWith('after')
      if (isNew && isPlace) places.push(passed + at)
    }
    ways.add(way.join())
    passed += way.length
  }
  await world.close()
  rmSync(world.directory, { recursive: true })
  return places
}

/** What is wrong with a night that was played to its end. */
async function wrongWith(night: string): Promise<readonly string[]> {
  const world = newWorld({ directory: night })
  const broken = await brokenLaws(world, outcome)
  await world.close()
  rmSync(night, { recursive: true })
  return broken
}

async function ended(child: Child): Promise<void> {
  const { complaint } = await child.ended
  if (complaint !== '') throw new Error(complaint)
}

test('killed at every boundary: the next life loses nothing and doubles nothing', async () => {
  const places = await placesToKill()
  const killed: string[] = []
  const broken: string[] = []

  /** One life finishes the night of the one before, and is killed in its own. */
  async function lane(first: number): Promise<void> {
    let before = ''
    for (let nth = first; nth < places.length + lanes; nth += lanes) {
      const boundary = places[nth] ?? -1
      const night = boundary === -1 ? '' : join(directory, `at-${boundary}`)
      const child = startChild(script, before, night, boundary)
      for await (const line of child.lines) {
        if (!line.startsWith(`${boundary} `)) continue
        killed.push(line)
        child.kill()
      }
      await ended(child)
      if (before !== '') {
        const laws = await wrongWith(before)
        broken.push(...laws.map((law) => `${before.slice(directory.length)}: ${law}`))
      }
      before = night
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, first) => lane(first)))

  expect(broken).toEqual([])
  expect(killed).toHaveLength(places.length)
  const calls = new Set(killed.map((line) => line.split(' ').at(-1)))
  for (const call of ['acquire', 'putItem', 'update', 'deleteItem'].map((name) => `state.${name}`))
    expect(calls).toContain(call)
  for (const call of ['archive.put', 'archive.recordCapture', 'archive.recordRevision', 'log.publish'])
    expect(calls).toContain(call)
}, 1_800_000)

test('killed at random moments, again and again: whoever finishes the night finds all of it', async () => {
  const lives: number[] = []

  async function night(seed: number): Promise<readonly string[]> {
    const random = seeded(seed)
    const folder = join(directory, `random-${seed}`)
    mkdirSync(folder)
    for (let life = 1; ; life++) {
      const child = startChild(script, folder, '')
      let finished = false
      for await (const line of child.lines) {
        // The later a life, the longer it is left alone: the night comes to its end.
        if (line === 'began') void setTimeout(random() * 40 * life).then(() => child.kill())
        finished ||= line === 'finished'
      }
      await ended(child)
      if (!finished) continue
      lives.push(life)
      return (await wrongWith(folder)).map((law) => `seed ${seed}: ${law}`)
    }
  }
  const broken: string[] = []
  async function lane(first: number): Promise<void> {
    for (let seed = first; seed <= randomNights; seed += lanes) broken.push(...(await night(seed)))
  }
  await Promise.all(Array.from({ length: lanes }, (_, first) => lane(first + 1)))

  expect(broken).toEqual([])
  expect(Math.max(...lives)).toBeGreaterThan(1)
}, 1_800_000)
