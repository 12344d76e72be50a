import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { isTraceEvent, type TraceEvent } from './events.ts'
import type { TraceReader } from './reader.ts'

const blockBytes = 262_144
/** No event is so long: what goes on without a line end is no trace. */
const maxLineBytes = 4 * 1_048_576
const newLine = 0x0a

/** The trace of this machine, read from its end: the last polls of a file of gigabytes are there at once. */
export function ndjsonReader(file: string): TraceReader {
  return {
    place: `the file ${file}`,
    keptHours: async () => null,
    async *events(feed, { damaged, signal }) {
      const mark = `"feed":${JSON.stringify(feed)}`
      for await (const line of linesFromEnd(file, damaged, signal)) {
        const event = eventIn(line, mark, damaged)
        if (event !== undefined) yield event
      }
    },
  }
}

/**
 * Parsed only if it is of the feed: a file is of all of them, and a text that says the same has its quotes escaped.
 * Damaged: what has no beginning or no end, or is no event.
 */
function eventIn(line: string, mark: string, damaged: () => void): TraceEvent | undefined {
  if (line === '') return undefined
  const isWhole = line.startsWith('{') && line.endsWith('}')
  if (isWhole && !line.includes(mark)) return undefined
  try {
    const event: unknown = isWhole ? JSON.parse(line) : undefined
    if (isTraceEvent(event)) return event
  } catch {
    // Told below, as what is cut off.
  }
  damaged()
  return undefined
}

/** What is appended while it is read is left out. */
async function* linesFromEnd(file: string, damaged: () => void, signal: AbortSignal): AsyncIterable<string> {
  await using handle = await opened(file)
  if (handle === undefined) return
  let { size: position } = await handle.stat()
  let rest: Buffer = Buffer.alloc(0)
  let isTooLong = false
  while (position > 0) {
    signal.throwIfAborted()
    const length = Math.min(blockBytes, position)
    position -= length
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(length), position })
    let end = bytesRead
    for (let at = buffer.lastIndexOf(newLine, end - 1); at !== -1; at = before(buffer, at)) {
      if (isTooLong) damaged()
      else yield Buffer.concat([buffer.subarray(at + 1, end), rest]).toString()
      isTooLong = false
      rest = Buffer.alloc(0)
      end = at
    }
    rest = Buffer.concat([buffer.subarray(0, end), rest])
    if (rest.length > maxLineBytes) isTooLong = true
    if (isTooLong) rest = Buffer.alloc(0)
  }
  if (isTooLong) damaged()
  else yield rest.toString()
}

/** `lastIndexOf` counts a position below zero from the end. */
const before = (buffer: Buffer, at: number): number => (at === 0 ? -1 : buffer.lastIndexOf(newLine, at - 1))

async function opened(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
