import { type ConsumeOptions, consume } from '../consume/consumer.ts'
import type { ConsumeWatch } from '../consume/watch.ts'
import { FeedError } from '../errors/feed-error.ts'
import { inProcessInvoker } from '../invoke/in-process.ts'
import type { Invoker } from '../invoke/invoker.ts'
import type { Progress } from '../log/log.ts'
import { topics } from '../model/envelope.ts'
import { type Route, routes } from '../process/routes.ts'
import * as table from '../process/table.ts'
import { buryIn } from './bury.ts'
import { toldBy } from './consume-told.ts'
import type { Homes } from './homes.ts'

export type { ConsumeOptions } from '../consume/consumer.ts'

/** What consuming needs of the homes. */
export type ConsumeHomes = Pick<
  Homes,
  'reader' | 'results' | 'register' | 'log' | 'desk' | 'trace' | 'clock' | 'webhook' | 'exports'
>

export interface ConsumerParts {
  /** Which groups; usually all. */
  readonly routes?: readonly Route[]
  /** Where processors run; usually in this process. */
  readonly invoker?: Invoker
  /** Hears, beside the trace, what happens to the messages of each group. */
  readonly watch?: (group: string) => ConsumeWatch
}

/** One route: a new one begins at the beginning, and one that fails stops no other. */
export interface Consumer {
  readonly name: string
  readonly route: Route
  /** Answers with the number of messages. After a failure, what it did not settle comes again with the next call. */
  run(options: ConsumeOptions): Promise<number>
  /** How far the whole group has come. */
  progress(signal: AbortSignal): Promise<readonly Progress[]>
}

export function consumersOf(homes: ConsumeHomes, parts: ConsumerParts = {}): readonly Consumer[] {
  const invoker = parts.invoker ?? processorsOf(homes)
  return (parts.routes ?? routes).map((route): Consumer => {
    const { group, topic, processors, atOnce } = route
    const told = toldBy(group, homes)
    const watched = parts.watch?.(group)
    const watch: ConsumeWatch = (event) => {
      told(event)
      watched?.(event)
    }
    let asked: ReturnType<ConsumeHomes['reader']> | undefined
    return {
      name: group,
      route,
      async run(options) {
        await using reader = homes.reader(group)
        const around = { group, routes: { [topic]: processors }, invoker, reader, watch }
        const how = atOnce === undefined ? options : { ...options, concurrency: atOnce }
        return await consume({ ...around, clock: homes.clock, bury: buryIn(homes) }, how)
      },
      async progress(signal) {
        asked ??= homes.reader(group)
        return await asked.progress([topic], signal)
      },
    }
  })
}

/** Every processor of the table, in this process. */
export function processorsOf(homes: ConsumeHomes): Invoker {
  return inProcessInvoker(
    Object.fromEntries(Object.values(table).map((maker) => [maker.name, maker.make(homes)])),
  )
}

/** What processors publish themselves: drained after what they read, so that a drain comes to the end of all. */
const published: ReadonlySet<string> = new Set([topics.current, topics.alerts])

/**
 * Hands what is in the log to every processor of the table, side by side. Answers with the number of messages. Where one
 * fails the others come to their end all the same; then it fails with that, or with all that failed.
 */
export async function consumeTopics(
  homes: ConsumeHomes,
  options: ConsumeOptions,
  parts: ConsumerParts = {},
): Promise<number> {
  const consumers = consumersOf(homes, parts)
  const run = (some: readonly Consumer[]) => Promise.allSettled(some.map((consumer) => consumer.run(options)))
  const [last, first] = options.drain
    ? [consumers.filter(isLast), consumers.filter((one) => !isLast(one))]
    : [[], consumers]
  const ends = [...(await run(first)), ...(await run(last))]
  const failures = ends.flatMap((end): readonly unknown[] => (end.status === 'rejected' ? [end.reason] : []))
  if (failures.length > 0) options.signal.throwIfAborted()
  if (failures.length > 1 && failures.every((one) => one instanceof FeedError))
    throw new AggregateError(failures)
  if (failures.length > 0) throw failures[0]
  return ends.reduce((sum, end) => sum + (end.status === 'fulfilled' ? end.value : 0), 0)
}

const isLast = ({ route: { topic } }: Consumer): boolean => published.has(topic)
