import { appendFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { makeFolder } from '../flow/make-folder.ts'
import { traceQueue } from './queue.ts'
import type { TraceSink } from './sink.ts'

/**
 * One event per line, appended to a file that several processes may append to. What could not be written is counted,
 * and the count is written as `trace.lost` as soon as that works again; a line that a full disk cut off stays cut off.
 */
export function ndjsonTrace(file: string): TraceSink {
  /** The file may end within a line: somebody was killed, or the disk was full. */
  let isDoubtful = true
  return traceQueue({
    atOnce: 1_000,
    flushMilliseconds: 30_000,
    // What is emitted in one turn goes to the file together.
    gather: () => setImmediate(),
    async write(events) {
      const wasDoubtful = isDoubtful
      isDoubtful = true
      makeFolder(dirname(file))
      const before = wasDoubtful && (await endsWithinLine(file)) ? '\n' : ''
      // The system takes a few lines in less time than it takes to hand them to another thread, three times.
      appendFileSync(file, before + events.map((event) => `${JSON.stringify(event)}\n`).join(''))
      isDoubtful = false
      return []
    },
  })
}

async function endsWithinLine(file: string): Promise<boolean> {
  await using handle = await open(file, 'a+')
  const { size } = await handle.stat()
  if (size === 0) return false
  const { buffer } = await handle.read({ buffer: Buffer.alloc(1), position: size - 1 })
  return buffer.toString() !== '\n'
}
