import { setTimeout } from 'node:timers/promises'
import { bundledScript } from '../conformance/bundled-script.ts'
import { startChild } from '../conformance/child.ts'
import { startOfNight } from '../crash/world.ts'
import { type Surroundings, textOf } from './strike.ts'

let script: Promise<URL> | undefined

/**
 * Real processes that poll and are killed with SIGKILL at a moment of their life. `place` says where their homes are:
 * nothing more for files in the world's directory.
 */
export function livesAt(place: unknown): NonNullable<Surroundings['life']> {
  return async (world, said, killedAfter) => {
    const began = world.clock.now().getTime() - Date.parse(startOfNight)
    const told = { directory: world.directory, began, build: world.build, said: said.map(textOf), place }
    script ??= bundledScript(new URL('children/life.ts', import.meta.url))
    const child = startChild(await script, JSON.stringify(told))
    let moved = 0
    for await (const line of child.lines) {
      if (line === 'began') void setTimeout(killedAfter).then(() => child.kill())
      else moved = Number(line)
    }
    const { complaint } = await child.ended
    if (complaint !== '') throw new Error(complaint)
    return moved
  }
}
