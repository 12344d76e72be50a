import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { FeedId } from '../model/ids.ts'
import type { TraceEvent } from '../trace/events.ts'

export interface Failure {
  readonly at: string
  readonly code: string
  readonly message: string
}

/** Of the trace, no more than this is read: the newest events. */
const tailBytes = 4_000_000

/**
 * Feeds whose newest poll failed, by the trace of this machine: a failed poll leaves nothing in the state. Without a
 * trace there are none, and freshness alone tells.
 */
export async function lastFailures({ data }: Pick<Config, 'data'>): Promise<ReadonlyMap<FeedId, Failure>> {
  const failures = new Map<FeedId, Failure>()
  for (const line of (await tailOf(join(data, 'trace.ndjson'))).split('\n')) {
    const event = eventIn(line)
    if (event?.event === 'poll.failed') {
      const { at, code, message } = event
      failures.set(event.feed, { at, code, message })
    } else if (event?.event === 'poll.ended' && event.outcome !== 'failed') failures.delete(event.feed)
  }
  return failures
}

async function tailOf(file: string): Promise<string> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (handle === undefined) return ''
  try {
    const { size } = await handle.stat()
    const length = Math.min(size, tailBytes)
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    return buffer.toString('utf8')
  } finally {
    await handle.close()
  }
}

/** A line that was cut off, at the front of the tail or by a full disk, is none. */
function eventIn(line: string): TraceEvent | undefined {
  if (!line.includes('"poll.failed"') && !line.includes('"poll.ended"')) return undefined
  try {
    return JSON.parse(line) as TraceEvent
  } catch {
    return undefined
  }
}
