import { rmSync } from 'node:fs'
import { type Boundary, Crash } from './faults.ts'
import { brokenLaws } from './laws.ts'
import { memoryArchive } from './memory-archive.ts'
import { quiet, type Scenario } from './scenarios.ts'
import { type Mutant, newWorld, type World, type WorldOptions } from './world.ts'

const pastTheLease = 120_000

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
  /** The process sleeps past its lease; another polls the same source. */
  overtaken: async (world: World) => {
    world.clock.move(pastTheLease)
    await world.poll()
  },
  /** As before, and the process sees on its own clock that it slept. */
  'overtaken, and aware of it': async (world: World) => {
    world.notices = true
    world.clock.move(pastTheLease)
    await world.poll()
  },
  /** The process sleeps past its lease; another polls a source that goes back in the meantime, and forth again. */
  'overtaken on a detour': (world: World, name: string) => onDetour(world, name),
  /** As before, and the other dies between its commit and its publication. */
  'overtaken by one that dies': (world: World, name: string) => {
    let written = false
    return onDetour(world, name, ({ call }) => {
      written ||= call === 'state.putItem'
      if (written && call === 'log.publish') throw new Crash('killed')
    })
  },
  /** A person holds the feed, and lets go of it once the poll is over. */
  'a person steps in': async (world: World) => {
    const hold = await world.hold()
    world.afterPoll = () => world.release(hold)
  },
} as const
/** One of these, or what a mutant brings with it. */
export type Fault = keyof typeof faults | 'of the mutant'

/** All faults that a scenario can bear. */
export const faultsFor = ({ without = [] }: Pick<Scenario, 'without'>): readonly Fault[] =>
  (Object.keys(faults) as readonly Fault[]).filter((fault) => !without.includes(fault))

async function onDetour(world: World, name: string, at?: (boundary: Boundary) => void): Promise<void> {
  const said = world.said()
  world.clock.move(pastTheLease)
  world.say(name)
  await world.poll(at)
  world.say(said)
}

export interface Failure {
  readonly scenario: string
  readonly fault: string
  readonly boundary: string
  readonly broken: readonly string[]
}

/** How members read, and by which rules polls go: changed only to see that the laws notice. */
export interface Variant {
  readonly tombstones?: boolean
  readonly mutant?: () => Mutant
  /** A world over other homes than files, and what removes them. */
  readonly world?: (options: WorldOptions) => Promise<readonly [World, () => Promise<void>]>
}

async function embedded(options: WorldOptions): Promise<readonly [World, () => Promise<void>]> {
  const world = newWorld({ archive: memoryArchive(), ...options })
  return [world, async () => rmSync(world.directory, { recursive: true, force: true })]
}

/** Plays a scenario once, with one fault at one boundary, and asks every law. */
export async function playOnce(
  scenario: Scenario,
  fault: Fault | undefined,
  index: number,
  { tombstones = true, mutant: make, world: open = embedded }: Variant = {},
): Promise<{ readonly boundaries: readonly Boundary[]; readonly failure: Failure | undefined }> {
  const { gate, holds = [], expected: votes } = scenario
  const mutant = make?.()
  const [world, remove] = await open({
    ...(gate === undefined ? {} : { gate }),
    ...(mutant === undefined ? {} : { mutant }),
  })
  const boundaries: Boundary[] = []
  let struck = 'nowhere'
  try {
    const broken: string[] = []
    try {
      await scenario.play(world, async (boundary) => {
        boundaries.push(boundary)
        if (boundaries.length - 1 !== index || fault === undefined) return
        struck = `${index}: ${boundary.when} ${boundary.call}`
        await (fault === 'of the mutant'
          ? mutant?.strike?.(world)
          : faults[fault](world, scenario.detour ?? 'A'))
      })
      await quiet(world)
    } catch (error) {
      broken.push(String(error))
    }
    broken.push(...world.broken, ...(await brokenLaws(world, { votes, holds, tombstones })))
    const failure = { scenario: scenario.name, fault: fault ?? 'none', boundary: struck, broken }
    return { boundaries, failure: broken.length === 0 ? undefined : failure }
  } finally {
    await world.close()
    await remove()
  }
}

/** Before a call is after the one before it: only an answer can be lost in both places. */
const isAsBefore = (boundaries: readonly Boundary[], index: number): boolean =>
  boundaries[index]?.when === 'before' &&
  boundaries[index]?.index !== 0 &&
  boundaries[index - 1]?.when === 'after'

/** Every fault at every boundary of every scenario; stops at so many failures. */
export async function sweep(options: {
  readonly faults: readonly Fault[]
  readonly scenarios: readonly Scenario[]
  readonly stopAt?: number
  readonly variant?: Variant
  /** Only this one of the boundaries at which a fault differs. Not said: each. */
  readonly pick?: (places: readonly number[]) => number | undefined
}): Promise<{ readonly schedules: number; readonly failures: readonly Failure[] }> {
  const failures: Failure[] = []
  let schedules = 0
  const { stopAt = 3, variant = {} } = options
  for (const scenario of options.scenarios) {
    const clean = await playOnce(scenario, undefined, -1, variant)
    schedules += 1
    if (clean.failure !== undefined) failures.push(clean.failure)
    for (const fault of options.faults) {
      const places = [...clean.boundaries.keys()].filter(
        (index) => fault === 'lost answer' || !isAsBefore(clean.boundaries, index),
      )
      const picked = options.pick?.(places)
      for (const index of picked === undefined ? places : [picked]) {
        if (failures.length >= stopAt) break
        const { failure } = await playOnce(scenario, fault, index, variant)
        schedules += 1
        if (failure !== undefined) failures.push(failure)
      }
    }
  }
  return { schedules, failures }
}
