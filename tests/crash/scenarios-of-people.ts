import { fall } from '../../engine/check/fall.ts'
import { doubtAbout } from '../../engine/check/figures.ts'
import { rows } from '../../engine/check/rows.ts'
import type { Site } from '../../engine/component.ts'
import { crashPlan, feed } from './plan.ts'
import { night, quiet, type Scenario, seen } from './scenarios.ts'
import type { World } from './world.ts'

const site: Site = { position: () => undefined, report: () => undefined }
const { signal } = new AbortController()

async function releaseAll(world: World, code?: string): Promise<void> {
  for (const hold of await world.holds()) {
    if (code === undefined || hold.code === code) await world.release(hold.id)
  }
}

/** What is held, and what people do about it. */
export const scenariosOfPeople: readonly Scenario[] = [
  {
    name: 'a held result that the next capture sets right (A X D)',
    play: (world, at) => night(world, at, ['A', 'X', 'D']),
    expected: { k: 1_009, m: 58 },
  },
  {
    name: 'a held result that nobody releases (A X)',
    async play(world, at) {
      await seen(world, at, ['A'])
      await night(world, at, ['X'])
    },
    expected: { k: 1_000, m: 56 },
    holds: ['CHECK_FALL'],
  },
  {
    name: 'a held result that a person releases (A X, release)',
    async play(world, at) {
      await seen(world, at, ['A', 'X'])
      await releaseAll(world)
      await night(world, at, ['X'])
    },
    expected: { k: 100, m: 56 },
  },
  {
    name: 'a release while the source is down (A X, release, down)',
    async play(world, at) {
      await seen(world, at, ['A', 'X'])
      await releaseAll(world)
      await night(world, at, ['down', 'down'])
      world.say('X')
    },
    expected: { k: 100, m: 56 },
  },
  {
    name: 'a release while the source goes on and on (A X, release, Y)',
    async play(world, at) {
      await seen(world, at, ['A', 'X'])
      await releaseAll(world)
      await night(world, at, ['Y'])
    },
    // Y falls a little from what was released, and not at all from what would stand without it.
    expected: { k: 95, m: 57 },
    // From A, Y is a large fall again; and who holds the feed in that moment keeps back what was released.
    without: ['overtaken on a detour', 'overtaken by one that dies', 'a person steps in'],
  },
  {
    name: 'a capture held as a whole, and released from the archive (A W, release, down)',
    async play(world, at) {
      world.plan = crashPlan(world.sourceFile, { checks: [rows.create({}, site)] })
      await seen(world, at, ['A', 'W'])
      await releaseAll(world)
      await night(world, at, ['down'])
      world.say('W')
    },
    expected: { k: 1_003 },
  },
  {
    name: 'two holds on one result, released one by one (A X, release, release)',
    async play(world, at) {
      const low = {
        *examine({ now }: { readonly now: ReadonlyMap<string, Parameters<typeof doubtAbout>[0]> }) {
          for (const one of now.values()) {
            const votes = one.record.selections[0]?.votes.total ?? 0
            if (one.key.endsWith(':k') && votes < 500) yield doubtAbout(one, 'CHECK_BALLOTS', 'too few')
          }
        },
      }
      world.plan = crashPlan(world.sourceFile, { checks: [fall.create({}, site), low] })
      await seen(world, at, ['A', 'X'])
      await releaseAll(world, 'CHECK_FALL')
      await night(world, at, ['X'])
      await quiet(world)
      const codes = (await world.holds()).map(({ code }) => code)
      if (codes.join() !== 'CHECK_BALLOTS')
        world.broken.push(`after one of two releases, held: ${codes.join()}`)
      await releaseAll(world)
      await night(world, at, ['X'])
    },
    expected: { k: 100, m: 56 },
  },
  {
    name: 'an operator who holds the feed and lets go of it (A, hold, B, release)',
    async play(world, at) {
      await seen(world, at, ['A'])
      await world.hold()
      await night(world, at, ['B'])
      await releaseAll(world)
      await world.poll(at)
    },
    expected: { k: 1_005, m: 50 },
  },
  {
    name: 'an operator who holds one result, while the other goes on (A, hold k, C)',
    async play(world, at) {
      await seen(world, at, ['A'])
      await world.hold({ units: ['ocd-division/country:us/state:xx/county:k'], contests: ['xx/contest'] })
      await night(world, at, ['B', 'C'])
    },
    expected: { k: 1_000, m: 55 },
    holds: ['OPERATOR_HOLD'],
  },
  {
    name: 'an operator’s hold that no capture lifts (A, hold, B, U, C)',
    async play(world, at) {
      await seen(world, at, ['A'])
      await world.hold()
      await night(world, at, ['B', 'U', 'C'])
    },
    expected: { k: 1_000, m: 50 },
    holds: ['OPERATOR_HOLD'],
  },
  {
    name: 'a state item that is gone, and brought back (A, lost, B, back)',
    async play(world, at) {
      await seen(world, at, ['A'])
      const { home } = world.stores
      const items = (await home.head(feed, signal))?.items.base ?? []
      const kept = await Promise.all(
        items.map(async (name) => ({ name, bytes: (await home.getItem(name, signal)) ?? new Uint8Array() })),
      )
      for (const name of items) await home.deleteItem(name, signal)
      await night(world, at, ['B', 'B'])
      for (const item of kept) await home.putItem(item, signal)
    },
    expected: { k: 1_005, m: 50 },
  },
]
