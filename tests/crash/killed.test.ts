import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Child, seeded, startChild } from '../conformance/child.ts'
import { outcome, steps } from './killed-night.ts'
import { brokenLaws } from './laws.ts'
import { fastest, newWorld } from './world.ts'

/**
 * A real process polls over the real homes on a disk and is killed with SIGKILL, at every boundary of a night and at
 * random moments; others go on where it died. `CANVASS_FAULTS=200` plays so many nights that end at random moments
 * instead of a few (`npm run faults`), and kills every one of them several times.
 */
const randomNights = Number(process.env['CANVASS_FAULTS'] ?? 6)
/** So many lives are lived at one time. */
const lanes = 2

const script = new URL('children/night.ts', import.meta.url)
let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(fastest, 'canvass-killed-'))
  // Hundreds of processes load the same modules.
  process.env['NODE_COMPILE_CACHE'] = join(directory, 'compiled')
})
afterAll(() => {
  delete process.env['NODE_COMPILE_CACHE']
  rmSync(directory, { recursive: true })
})

/** Boundaries of a night in which nothing fails. */
async function boundariesOfANight(): Promise<number> {
  const world = newWorld()
  let passed = 0
  for (const step of steps) {
    await step(world, () => {
      passed += 1
    })
    world.clock.move(60_000)
  }
  await world.close()
  rmSync(world.directory, { recursive: true })
  return passed
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
  const boundaries = await boundariesOfANight()
  expect(boundaries).toBeGreaterThan(200)
  const killed: string[] = []
  const broken: string[] = []

  /** One life finishes the night of the one before, and is killed in its own. */
  async function lane(first: number): Promise<void> {
    let before = ''
    for (let boundary = first; boundary < boundaries + lanes; boundary += lanes) {
      const night = boundary < boundaries ? join(directory, `at-${boundary}`) : ''
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
  expect(killed).toHaveLength(boundaries)
  expect(new Set(killed.map((line) => line.slice(line.indexOf(' ')))).size).toBeGreaterThan(20)
})

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
