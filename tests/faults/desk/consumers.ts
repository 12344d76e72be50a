import { type ConsumeHomes, consumersOf } from '../../../engine/entry/consume.ts'
import { FeedError } from '../../../engine/errors/feed-error.ts'
import type { TraceEvent } from '../../../engine/trace/events.ts'
import type { Gates } from './gates.ts'
import type { NightHomes } from './homes.ts'
import type { Members } from './members.ts'
import { type Process, portsOf, stepOf } from './ports.ts'
import type { Strikes } from './strikes.ts'

/** What every process of a night has in common. */
export interface Stage {
  readonly homes: NightHomes
  readonly gates: Gates
  readonly strikes: Strikes
  readonly members: Members
  readonly desk: ConsumeHomes['desk']
  /** A rule that is broken. */
  readonly mutate: (homes: ConsumeHomes) => ConsumeHomes
  readonly told: TraceEvent[]
  /** The clock of the night, in milliseconds since 1970. */
  now: number
}

/** A new process of this number among those that share the partitions. */
export function newProcess({ gates }: Stage, at: number): Process {
  const name = `consumer ${at}`
  const life = new AbortController()
  return {
    at,
    name,
    life,
    async look() {
      await gates.pass('look', { process: name, call: 'look' }, async () => undefined)
      life.signal.throwIfAborted()
    },
  }
}

/** Consumes every topic until it is killed, or with `drain` until everything is processed. Answers with the number of messages. */
export async function consumeAs(process: Process, stage: Stage, drain = false): Promise<number> {
  const { signal } = process.life
  const homes = stage.mutate(homesOf(process, stage))
  const ends = await Promise.allSettled(
    consumersOf(homes).map((consumer) => untilKilled(() => consumer.run({ drain, signal }), homes, signal)),
  )
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return ends.reduce((sum, end) => sum + (end.status === 'fulfilled' ? end.value : 0), 0)
}

/** One that fails of a store begins again, as in a run of the program. */
async function untilKilled(
  run: () => Promise<number>,
  { clock }: ConsumeHomes,
  signal: AbortSignal,
): Promise<number> {
  for (;;) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one life after the other
      return await run()
    } catch (error) {
      if (signal.aborted) return 0
      if (!(error instanceof FeedError && error.retryable)) throw error
      // oxlint-disable-next-line no-await-in-loop -- one life after the other
      await clock.sleep(5_000, signal).catch(() => undefined)
    }
  }
}

function homesOf(process: Process, stage: Stage): ConsumeHomes {
  const { gates, strikes, members, homes, told, desk } = stage
  const step = stepOf(process, gates, strikes)
  return {
    ...portsOf(homes, process, gates, strikes),
    reader: (group) => members.reader(process, homes.reader(group), step),
    desk,
    trace: { emit: (event) => void told.push(event), flush: async () => undefined },
    clock: {
      now: () => new Date(stage.now),
      elapsed: () => stage.now,
      async sleep(milliseconds, signal) {
        await gates.pass('rest', { process: process.name, call: 'sleep' }, async () => {
          if (!signal.aborted) stage.now += milliseconds
        })
        signal.throwIfAborted()
      },
    },
  }
}
