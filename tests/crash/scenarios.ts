import { type Boundary, Crash } from './faults.ts'
import { crashPlan } from './plan.ts'
import type { World } from './world.ts'

export type At = (boundary: Boundary) => Promise<void> | void
export interface Scenario {
  readonly name: string
  readonly gate?: string
  /** Plays the night; every poll passes `at`. */
  play(world: World, at: At): Promise<void>
  /** What must stand once it is over and quiet. */
  readonly expected: Readonly<Record<string, number>>
  /** The codes of what must be held then. */
  readonly holds?: readonly string[]
  /** What the source says while a poll sleeps, and no longer when it wakes: A, if not said. */
  readonly detour?: string
  /** Faults after which something else should stand. */
  readonly without?: readonly string[]
}

const minute = 60_000

/** The source says these names, a minute apart; each is polled once. */
export async function night(world: World, at: At, names: readonly string[]): Promise<void> {
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

/** As `night`, until all of it has been seen: what was never seen can not stand. */
export async function seen(world: World, at: At, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await night(world, at, [name])
    await quiet(world)
  }
}

/** What a source does by itself. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'a source that goes back and on again (A B A C)',
    play: (world, at) => night(world, at, ['A', 'B', 'A', 'C']),
    expected: { k: 1_008, m: 55 },
  },
  {
    name: 'a result that goes, comes back and goes (A W A W)',
    play: (world, at) => night(world, at, ['A', 'W', 'A', 'W']),
    detour: 'W',
    expected: { k: 1_003 },
  },
  {
    name: 'votes before the polls close, published when they do (E)',
    gate: '2024-11-05T12:02:30Z',
    play: (world, at) => night(world, at, ['E', 'E', 'E', 'E']),
    expected: { k: 1_006, m: 54 },
  },
  {
    name: 'a source that is down, gives what can not be read, and is back (A down U B)',
    play: (world, at) => night(world, at, ['A', 'down', 'U', 'B']),
    expected: { k: 1_005, m: 50 },
  },
  {
    name: 'a new plan on the same bytes (A, A’)',
    async play(world, at) {
      await seen(world, at, ['A'])
      Object.assign(world, { build: 2, plan: crashPlan(world.sourceFile, { hash: 'plan-2', more: 1 }) })
      await night(world, at, ['A', 'A'])
    },
    expected: { k: 1_001, m: 51 },
  },
  {
    name: 'a new plan on the same bytes, while the old deployment still polls (A, A’ A’ B)',
    async play(world, at) {
      const old = world.plan
      await seen(world, at, ['A'])
      Object.assign(world, { build: 2, plan: crashPlan(world.sourceFile, { hash: 'plan-2', more: 1 }) })
      await seen(world, at, ['A'])
      const { plan } = world
      Object.assign(world, { build: 1, plan: old })
      await night(world, at, ['A', 'B'])
      Object.assign(world, { build: 2, plan })
      await night(world, at, ['B'])
    },
    expected: { k: 1_006, m: 51 },
  },
  {
    name: 'a state that is restored from a backup, while the source goes back (A B, restore, A)',
    async play(world, at) {
      await seen(world, at, ['A'])
      await world.homes.backUp()
      await seen(world, at, ['B'])
      await world.homes.restore()
      await night(world, at, ['A', 'A'])
    },
    expected: { k: 1_000, m: 50 },
  },
  {
    name: 'a state that is restored from a backup, while the source goes on (A B, restore, C)',
    async play(world, at) {
      await seen(world, at, ['A'])
      await world.homes.backUp()
      await seen(world, at, ['B'])
      await world.homes.restore()
      await night(world, at, ['C'])
    },
    expected: { k: 1_008, m: 55 },
  },
  {
    name: 'a state that is restored to before a commit that was never published (A, B dies, restore, C)',
    async play(world, at) {
      await seen(world, at, ['A'])
      await world.homes.backUp()
      world.say('B')
      await world.poll(({ call }) => {
        if (call === 'log.publish') throw new Crash('killed')
      })
      await world.homes.restore()
      await night(world, at, ['C'])
    },
    expected: { k: 1_008, m: 55 },
  },
  {
    name: 'a state that is restored to when a person held the feed (A, hold, release, B, restore)',
    async play(world, at) {
      await seen(world, at, ['A'])
      const hold = await world.hold()
      await world.homes.backUp()
      await world.release(hold)
      await seen(world, at, ['B'])
      await world.homes.restore()
      await night(world, at, ['B'])
    },
    expected: { k: 1_005, m: 50 },
    holds: ['OPERATOR_HOLD'],
  },
]
