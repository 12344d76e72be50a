import { writeSync } from 'node:fs'
import { embeddedHomes } from '../../crash/homes.ts'
import { newWorld } from '../../crash/world.ts'
import { planOf } from '../strike.ts'

/** One process that polls: it says and polls each of these, tells how far its clock has moved, and may be killed at any moment. */
const { directory, began, build, said, place } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly directory: string
  readonly began: number
  readonly build: number
  readonly said: readonly string[]
  readonly place: { readonly real?: unknown } | undefined
}
const say = (line: string | number): void => void writeSync(1, `${line}\n`)

// The clients of the cloud are loaded only where they are used.
const homes =
  place?.real === undefined
    ? embeddedHomes(directory)
    : (await import('../real-homes.ts')).realHomes(place.real as never)
const world = newWorld({ directory, homes })
world.clock.move(began)
Object.assign(world, { build, plan: planOf(world, build) })
say('began')
for (const one of said) {
  world.say(one)
  await world.poll()
  world.clock.move(60_000)
  say(world.clock.elapsed() - began)
}
await world.close()
