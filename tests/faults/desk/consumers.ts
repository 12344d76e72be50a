import { type ConsumeHomes, consumersOf, consumeTopics, processorsOf } from '../../../engine/entry/consume.ts'
import { consumeUntil } from '../../../engine/entry/consume-until.ts'
import type { FeedError } from '../../../engine/errors/feed-error.ts'
import type { Invoker } from '../../../engine/invoke/invoker.ts'
import type { TraceEvent } from '../../../engine/trace/events.ts'
import type { Gates } from './gates.ts'
import type { NightHomes } from './homes.ts'
import type { Members } from './members.ts'
import { type Poison, poisoned } from './poison.ts'
import { type Process, portsOf, stepOf, stepwise } from './ports.ts'
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
  /** What consumers failed of. */
  readonly trouble: FeedError[]
  readonly poison: Poison
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

/** Consumes every topic until it is killed; what fails of a store begins again, as in a run of the program. */
export async function consumeAs(process: Process, stage: Stage): Promise<void> {
  const homes = stage.mutate(homesOf(process, stage))
  const { signal } = process.life
  const consumers = consumersOf(homes, { invoker: invokerOf(process, stage, homes) })
  await Promise.all(
    consumers.map((consumer) =>
      consumeUntil(consumer, homes, (error) => void stage.trouble.push(error), { signal }),
    ),
  )
}

/** Consumes what there is, with nothing that befalls it. Answers with the number of messages. */
export const drainAs = (process: Process, stage: Stage): Promise<number> =>
  consumeTopics(stage.mutate(homesOf(process, stage)), { drain: true, signal: process.life.signal })

/** Each invocation is a step too: it may have worked, and nobody hears of it. */
function invokerOf(process: Process, { gates, strikes }: Stage, homes: ConsumeHomes): Invoker {
  const step = stepOf(process, gates, strikes)
  const invoker = processorsOf(homes)
  return {
    async invoke(processor, ...given) {
      const answer = await invoker.invoke(processor, ...given)
      return step(`invoke.${processor}`, async () => answer)
    },
  }
}

function homesOf(process: Process, stage: Stage): ConsumeHomes {
  const { gates, strikes, members, homes, told, desk, poison } = stage
  const step = stepOf(process, gates, strikes)
  const ports = portsOf(homes, process, gates, strikes)
  return {
    ...ports,
    exports: { ...homes.exports, target: stepwise(homes.exports.target, 'exports', step) },
    results: poisoned(ports.results, poison),
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
