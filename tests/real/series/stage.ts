import { rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { consumeTopics } from '../../../engine/entry/consume.ts'
import { desksIn } from '../../../engine/entry/desks.ts'
import { embeddedHomes } from '../../../engine/entry/embedded-homes.ts'
import type { Homes } from '../../../engine/entry/homes.ts'
import { folderTarget } from '../../../engine/export/folder-target.ts'
import type { Surroundings } from '../../../engine/source/source.ts'
import type { Clock } from '../../../engine/time/clock.ts'
import { inMemory, madeFolder } from '../../helpers/temporary-folder.ts'

/** Where a series is played: homes that nobody else has, and what is done behind their log. Gone when it is disposed. */
export interface Stage extends AsyncDisposable {
  readonly homes: Homes
  /** Ends when everything that was published is processed, and what is made of it too. */
  processed(signal: AbortSignal): Promise<void>
  /** What a member of a topic reads: everything that was published in it since this was last asked. */
  heard(topic: string, signal: AbortSignal): Promise<readonly string[]>
  /** A file of the exports, as readers fetch it. Fails where there is none. */
  exported(path: string, signal: AbortSignal): Promise<string>
}

export interface StageParts {
  readonly clock: Clock
  readonly surroundings: Surroundings
}

export type OpenStage = (parts: StageParts) => Promise<Stage>

/** On this machine: files in memory, and each drain comes to the end of all. */
export const embeddedStage: OpenStage = async (parts) => {
  const data = madeFolder('series', inMemory())
  const exports = join(data, 'exports')
  const desk = desksIn({ feeds: 'feeds' })
  const target = { target: folderTarget(exports), formats: ['compact-json'] }
  const homes = embeddedHomes({ data, environment: {} }, { ...parts, desk, exports: target })
  return {
    homes,
    async processed(signal) {
      await consumeTopics(homes, { drain: true, signal })
    },
    async heard(topic, signal) {
      const said: string[] = []
      await using reader = homes.reader(`member of ${topic}`)
      for await (const delivery of reader.read([topic], { drain: true, signal })) {
        for (const { value } of delivery.messages) said.push(value)
        await delivery.settle()
      }
      return said
    },
    exported: (path, signal) => readFile(join(exports, path), { encoding: 'utf8', signal }),
    async [Symbol.asyncDispose]() {
      await homes[Symbol.asyncDispose]()
      rmSync(data, { recursive: true, force: true })
    },
  }
}
