import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { steps } from '../killed-night.ts'
import { newWorld, type World } from '../world.ts'

/**
 * One life of a process that polls. It goes on with the night in the first directory from where the life before was
 * killed, says `finished`, begins one in the second, and stops dead at the boundary of that number, which it announces.
 */
const [unfinished = '', fresh = '', boundary = '-1'] = process.argv.slice(2)

const say = (line: string): void => void writeSync(1, `${line}\n`)

interface Progress {
  readonly step: number
  /** How far the clock of the night has moved. */
  readonly moved: number
}

async function play(directory: string, stopAt: number): Promise<void> {
  const file = join(directory, 'progress')
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Progress) : undefined
  // Nobody gave the lease of a dead process back: it has run out when the next life begins.
  let progress: Progress = { step: before?.step ?? 0, moved: (before?.moved ?? 0) + 600_000 }
  const save = (next: Progress): void => {
    progress = next
    writeFileSync(`${file}.new`, JSON.stringify(next))
    renameSync(`${file}.new`, file)
  }
  save(progress)
  const world: World = newWorld({ directory })
  world.clock.move(progress.moved)
  let passed = 0
  const at = async ({ call, when }: { readonly call: string; readonly when: string }): Promise<void> => {
    if (passed++ !== stopAt) return
    say(`${stopAt} ${when} ${call}`)
    await setTimeout(600_000)
  }
  for (const step of steps.slice(progress.step)) {
    await step(world, at)
    world.clock.move(60_000)
    save({ step: progress.step + 1, moved: progress.moved + 60_000 })
  }
  await world.close()
  say('finished')
}

say('began')
if (unfinished !== '') await play(unfinished, -1)
if (fresh !== '') {
  mkdirSync(fresh, { recursive: true })
  await play(fresh, Number(boundary))
}
