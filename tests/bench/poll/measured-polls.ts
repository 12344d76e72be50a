import { inChild } from '../in-child.ts'
import { startLargeServer } from './large-server.ts'

/** What one poll of the large file took. */
export interface MeasuredPoll {
  readonly name: string
  readonly changes: number
  /** Milliseconds. */
  readonly wall: number
  readonly cpu: number
  /** Megabytes that the process held at most, until then. */
  readonly rss: number
}

/** Every way to poll the file, in a new process on one core; the source is in this one. */
export async function measuredPolls(rows: number): Promise<readonly MeasuredPoll[]> {
  await using server = await startLargeServer(rows)
  return (await inChild('poll-large.ts', [server.url])) as readonly MeasuredPoll[]
}

/** Milliseconds that the stages of a poll take alone, each in a new process and as fast as it is known to go. */
export async function measuredFloor(rows: number): Promise<Readonly<Record<string, number>>> {
  const [names] = (await inChild('floor.ts', [String(rows)])) as [readonly string[]]
  const found: Record<string, number> = {}
  for (const name of names) {
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    const [best] = await inChild('floor.ts', [String(rows), name])
    found[name] = best as number
  }
  return found
}
