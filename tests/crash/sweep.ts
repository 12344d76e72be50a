import { rmSync } from 'node:fs'
import { Crash } from './faults.ts'
import { brokenLaws } from './laws.ts'
import { quiet, type Scenario, scenarios } from './scenarios.ts'
import { newWorld, type World } from './world.ts'

/** What goes wrong at one boundary. */
export const faults = {
  /** The process dies. */
  crash: () => {
    throw new Crash('killed')
  },
  /** The call was carried out, and its answer never came. */
  'lost answer': () => {
    throw new Error('connection reset')
  },
  /** The process sleeps past its lease; another polls a source that has moved on, and back. */
  overtaken: async (world: World) => {
    world.clock.move(120_000)
    await world.poll()
  },
} as const
export type Fault = keyof typeof faults

export interface Failure {
  readonly scenario: string
  readonly fault: string
  readonly boundary: string
  readonly broken: readonly string[]
}

/** Plays a scenario once, with one fault at one boundary, and asks every law. `boundaries` tells how many there were. */
export async function playOnce(
  scenario: Scenario,
  fault: Fault | undefined,
  index: number,
  tombstones = true,
): Promise<{ readonly boundaries: number; readonly failure: Failure | undefined }> {
  const world = newWorld(scenario.gate === undefined ? {} : { gate: scenario.gate })
  let passed = 0
  let struck = 'nowhere'
  try {
    await scenario.play(world, async ({ call, when }) => {
      const mine = passed++ === index
      if (!mine || fault === undefined) return
      struck = `${index}: ${when} ${call}`
      await faults[fault](world)
    })
    await quiet(world)
    const broken = await brokenLaws(world, scenario.expected, tombstones)
    const failure = { scenario: scenario.name, fault: fault ?? 'none', boundary: struck, broken }
    return { boundaries: passed, failure: broken.length === 0 ? undefined : failure }
  } finally {
    await world.close()
    rmSync(world.directory, { recursive: true, force: true })
  }
}

/** Every fault at every boundary of every scenario; stops at so many failures. */
export async function sweep(options: {
  readonly faults: readonly Fault[]
  readonly scenarios?: readonly Scenario[]
  readonly stopAt?: number
  readonly tombstones?: boolean
}): Promise<{ readonly schedules: number; readonly failures: readonly Failure[] }> {
  const failures: Failure[] = []
  let schedules = 0
  for (const scenario of options.scenarios ?? scenarios) {
    const clean = await playOnce(scenario, undefined, -1, options.tombstones)
    schedules += 1
    if (clean.failure !== undefined) failures.push(clean.failure)
    for (const fault of options.faults) {
      for (let index = 0; index < clean.boundaries; index++) {
        const { failure } = await playOnce(scenario, fault, index, options.tombstones)
        schedules += 1
        if (failure !== undefined) failures.push(failure)
        if (failures.length >= (options.stopAt ?? 3)) return { schedules, failures }
      }
    }
  }
  return { schedules, failures }
}
