import type { Boundary } from './faults.ts'
import type { World } from './world.ts'

type At = (boundary: Boundary) => Promise<void> | void
export interface Scenario {
  readonly name: string
  readonly gate?: string
  /** Plays the night; every poll passes `at`. */
  play(world: World, at: At): Promise<void>
  /** What must stand once it is over and quiet. */
  readonly expected: Readonly<Record<string, number>>
}

const minute = 60_000

async function night(world: World, at: At, names: readonly string[]): Promise<void> {
  for (const name of names) {
    world.say(name)
    await world.poll(at)
    world.clock.move(minute)
  }
}

/** Polls until nothing is left to do, as the scheduler would. */
export async function quiet(world: World): Promise<void> {
  for (let polls = 0; polls < 6; polls++) {
    world.clock.move(minute)
    if ((await world.poll()).kind === 'unchanged') return
  }
  throw new Error('the feed does not come to rest')
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'a source that goes back and on again (A B A C)',
    play: (world, at) => night(world, at, ['A', 'B', 'A', 'C']),
    expected: { k: 3_000, m: 60 },
  },
  {
    name: 'a result that goes, comes back and goes (A W A W)',
    play: (world, at) => night(world, at, ['A', 'W', 'A', 'W']),
    expected: { k: 5_000 },
  },
  {
    name: 'a held result that the next capture sets right (A X D)',
    play: (world, at) => night(world, at, ['A', 'X', 'D']),
    expected: { k: 4_000, m: 70 },
  },
  {
    name: 'a held result that nobody releases (A X)',
    async play(world, at) {
      // What was never seen can not stand: A is polled until it was.
      await night(world, at, ['A'])
      await quiet(world)
      await night(world, at, ['X'])
    },
    expected: { k: 1_000, m: 80 },
  },
  {
    name: 'a held result that a person releases (A X, release)',
    async play(world, at) {
      await night(world, at, ['A'])
      await quiet(world)
      await night(world, at, ['X'])
      await quiet(world)
      for (const { id } of await world.holds()) await world.release(id)
      await world.poll(at)
    },
    expected: { k: 100, m: 80 },
  },
  {
    name: 'votes before the polls close, published when they do (E)',
    gate: '2024-11-05T12:02:30Z',
    play: (world, at) => night(world, at, ['E', 'E', 'E', 'E']),
    expected: { k: 6_000, m: 90 },
  },
  {
    name: 'an operator who holds the feed and lets go of it (A, hold, B, release)',
    async play(world, at) {
      await night(world, at, ['A'])
      await quiet(world)
      await world.hold()
      await night(world, at, ['B'])
      for (const { id } of await world.holds()) await world.release(id)
      await world.poll(at)
    },
    expected: { k: 2_000, m: 50 },
  },
]
