import type { Delivery, Reader } from '../../../engine/log/log.ts'
import { Crash } from '../../crash/faults.ts'
import { inherited, type Process, type Step, stepwise } from './ports.ts'

/**
 * Which partitions belong to whom, as a group of Kafka shares them out among processes. They move whenever `move` is
 * called; who had them learns of it, or does not.
 */
export interface Members {
  /** `nth`: which time it is; of every second move the members hear at once. */
  move(alive: readonly Process[], nth: number): void
  /** The reader of one process: it is given its own partitions, and settles nothing of what went to others meanwhile. */
  reader(process: Process, reader: Reader, step: Step): Reader
}

/** For so many processes. */
export function newMembers(processes: number): Members {
  let generation = 0
  let lost = new AbortController()
  const owns = (at: number, partition: number, since: number): boolean =>
    since === generation && (partition + since) % processes === at

  async function* deliveries(
    process: Process,
    reader: Reader,
    step: Step,
    [topics, { drain, signal }]: Parameters<Reader['read']>,
  ): AsyncIterable<Delivery> {
    for (let since = -1, given = new Map<string, number>(); ; ) {
      signal.throwIfAborted()
      if (since !== generation) given = new Map()
      since = generation
      const { signal: gone } = lost
      // Each look begins where the group is; what this member was given already is left out.
      for await (const delivery of reader.read(topics, { drain: true, signal })) {
        if (since !== generation) break
        const { topic, partition } = delivery
        const from = given.get(`${topic}/${partition}`) ?? 0
        const messages = delivery.messages.filter(({ offset }) => offset >= from)
        const last = messages.at(-1)
        if (last === undefined || !owns(process.at, partition, since)) continue
        given.set(`${topic}/${partition}`, last.offset + 1)
        const mine = since
        const settle = async (): Promise<void> => {
          if (owns(process.at, partition, mine)) await delivery.settle()
        }
        yield stepwise({ ...delivery, messages, settle, lost: gone }, 'log', step)
      }
      if (drain && since === generation) return
      await process.look()
    }
  }

  return {
    move(_alive, nth) {
      generation += 1
      if (nth % 2 === 0) lost.abort()
      lost = new AbortController()
    },
    reader: (process, reader, step) =>
      inherited(reader, { read: (...given) => deliveries(process, reader, step, given) }),
  }
}

/** The brokers share the partitions out, and out again whenever a process comes or goes. */
export const membersOfKafka = (): Members => ({
  move: (alive, nth) => alive[nth % alive.length]?.life.abort(new Crash('it leaves, and comes again')),
  reader: (_process, reader, step) =>
    inherited(reader, {
      async *read(...given) {
        for await (const delivery of reader.read(...given)) yield stepwise(delivery, 'log', step)
      },
    }),
})
