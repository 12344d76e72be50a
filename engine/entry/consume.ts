import { consume } from '../consume/consumer.ts'
import { FeedError } from '../errors/feed-error.ts'
import { inProcessInvoker } from '../invoke/in-process.ts'
import { routes } from '../process/routes.ts'
import * as table from '../process/table.ts'
import type { Homes } from './homes.ts'

/** What consuming needs of the homes. */
export type ConsumeHomes = Pick<
  Homes,
  'reader' | 'results' | 'register' | 'log' | 'desk' | 'trace' | 'clock' | 'webhook'
>

export interface ConsumeOptions {
  /** Ends when everything published before the call is processed. */
  readonly drain: boolean
  readonly signal: AbortSignal
}

/** One route: a new one begins at the beginning, and one that fails stops no other. */
export interface Consumer {
  readonly name: string
  /** Answers with the number of messages. After a failure, what it did not settle comes again with the next call. */
  run(options: ConsumeOptions): Promise<number>
}

export function consumersOf(homes: ConsumeHomes): readonly Consumer[] {
  return routes.map(({ group, topic, processors }) => {
    const makers = Object.values(table).filter(({ name }) => processors.includes(name))
    const invoker = inProcessInvoker(
      Object.fromEntries(makers.map((maker) => [maker.name, maker.make(homes)])),
    )
    return {
      name: group,
      async run(options) {
        await using reader = homes.reader(group)
        return await consume(reader, invoker, { [topic]: processors }, options)
      },
    }
  })
}

/**
 * Hands what is in the log to every processor of the table, side by side. Answers with the number of messages. Where one
 * fails the others come to their end all the same; then it fails with that, or with all that failed.
 */
export async function consumeTopics(homes: ConsumeHomes, options: ConsumeOptions): Promise<number> {
  const ends = await Promise.allSettled(consumersOf(homes).map((consumer) => consumer.run(options)))
  const failures = ends.flatMap((end): readonly unknown[] => (end.status === 'rejected' ? [end.reason] : []))
  const [first] = failures
  if (failures.length > 0) options.signal.throwIfAborted()
  if (failures.length > 1 && failures.every((one) => one instanceof FeedError))
    throw new AggregateError(failures)
  if (failures.length > 0) throw first
  return ends.reduce((sum, end) => sum + (end.status === 'fulfilled' ? end.value : 0), 0)
}
