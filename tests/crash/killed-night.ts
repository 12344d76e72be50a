import { type At, quiet } from './scenarios.ts'
import type { World } from './world.ts'

/** A step that was killed is done again by the next life: each must bear that, as a scheduler's and a person's do. */
type Step = (world: World, at: At) => Promise<void>

const says =
  (name: string): Step =>
  async (world, at) => {
    world.say(name)
    const ends: string[] = []
    while (ends.length < 4) {
      const end = await world.poll(at)
      if (end.kind === 'unchanged' || end.kind === 'judged' || end.kind === 'published') return
      ends.push(end.kind === 'failed' ? end.error.message : end.kind)
      world.clock.move(120_000)
    }
    throw new Error(`${name} was not polled: ${ends.join()}`)
  }

const releases =
  (isMine: (code: string) => boolean): Step =>
  async (world) => {
    for (const { id, code } of await world.holds()) if (isMine(code)) await world.release(id)
  }

const holdsTheFeed: Step = async (world) => {
  if (!(await world.holds()).some(({ by }) => by !== undefined)) await world.hold()
}

/** Back and forth, a held fall and its release, a withdrawal, a feed that an operator holds and lets go of. */
export const steps: readonly Step[] = [
  says('A'),
  says('B'),
  says('A'),
  says('X'),
  releases((code) => code === 'CHECK_FALL'),
  says('X'),
  says('C'),
  says('W'),
  holdsTheFeed,
  says('D'),
  releases((code) => code === 'OPERATOR_HOLD'),
  says('D'),
  (world) => quiet(world),
]

/** What must stand when it is over, and nothing held. */
export const outcome = { votes: { k: 1_009, m: 58 }, holds: [] } as const
