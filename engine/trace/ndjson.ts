import { appendFile, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { makeFolder } from '../flow/make-folder.ts'
import type { TraceEvent } from './events.ts'
import type { TraceSink } from './sink.ts'

/** So many events may wait for the disk; what comes beyond is counted and left out. */
const maxWaiting = 10_000
const maxPerWrite = 1_000
/** Of one text in an event. */
const maxCharacters = 2_000

/**
 * One event per line, appended to a file that several processes may append to. What could not be written is counted,
 * and the count is written as `trace.lost` as soon as that works again; a line that a full disk cut off stays cut off.
 */
export function ndjsonTrace(file: string): TraceSink {
  let waiting: TraceEvent[] = []
  let lost: { readonly first: TraceEvent; events: number } | undefined
  /** The file may end within a line: somebody was killed, or the disk was full. */
  let isDoubtful = true
  let writing: Promise<void> | undefined

  function lose(event: TraceEvent, events: number): void {
    lost ??= { first: event, events: 0 }
    lost.events += events
  }

  async function writeAll(): Promise<void> {
    // What is emitted in one turn goes to the file together.
    await setImmediate()
    while (waiting.length > 0 || lost !== undefined) {
      const some = waiting.slice(0, maxPerWrite)
      waiting = waiting.slice(some.length)
      const missing = lost
      lost = undefined
      if (missing !== undefined) some.push(lostEvent(missing.first, missing.events))
      try {
        makeFolder(dirname(file))
        const before = isDoubtful && (await endsWithinLine(file)) ? '\n' : ''
        await appendFile(file, before + some.map(lineOf).join(''))
        isDoubtful = false
      } catch {
        isDoubtful = true
        const [first] = some
        if (first !== undefined) lose(missing?.first ?? first, some.length - 1 + (missing?.events ?? 1))
        return
      }
    }
  }

  function start(): Promise<void> {
    writing ??= writeAll().finally(() => {
      writing = undefined
    })
    return writing
  }

  return {
    emit(event) {
      if (waiting.length >= maxWaiting) lose(event, 1)
      else waiting.push(event)
      void start()
    },
    async flush() {
      await writing
      if (waiting.length > 0 || lost !== undefined) await start()
    },
  }
}

const lostEvent = ({ feed, poll, at }: TraceEvent, events: number): TraceEvent => ({
  event: 'trace.lost',
  feed,
  poll,
  at,
  events,
})

async function endsWithinLine(file: string): Promise<boolean> {
  await using handle = await open(file, 'a+')
  const { size } = await handle.stat()
  if (size === 0) return false
  const { buffer } = await handle.read({ buffer: Buffer.alloc(1), position: size - 1 })
  return buffer.toString() !== '\n'
}

const lineOf = (event: TraceEvent): string =>
  `${JSON.stringify(event, (_, value: unknown) =>
    typeof value === 'string' && value.length > maxCharacters ? `${value.slice(0, maxCharacters)}…` : value,
  )}\n`
