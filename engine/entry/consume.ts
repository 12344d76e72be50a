import { consume } from '../consume/consumer.ts'
import { inProcessInvoker } from '../invoke/in-process.ts'
import * as table from '../process/table.ts'
import type { Homes } from './homes.ts'

/**
 * Hands what is in the log to every processor of the table, side by side; each is a group of its own, so that a new one
 * begins at the beginning. With `drain`, ends when everything published before the call is processed. Answers with the
 * number of messages. The first failure ends all of them; what they did not settle comes again with the next call.
 */
export async function consumeTopics(
  homes: Pick<Homes, 'reader' | 'results' | 'trace' | 'clock'>,
  options: { readonly drain: boolean; readonly signal: AbortSignal },
): Promise<number> {
  const makers = Object.values(table)
  const invoker = inProcessInvoker(Object.fromEntries(makers.map((maker) => [maker.name, maker.make(homes)])))
  const failed = new AbortController()
  const signal = AbortSignal.any([options.signal, failed.signal])
  const consumers = makers.map(async ({ name, topic }) => {
    await using reader = homes.reader(name)
    try {
      return await consume(reader, invoker, { [topic]: [name] }, { drain: options.drain, signal })
    } catch (error) {
      failed.abort(error)
      throw error
    }
  })
  const ends = await Promise.allSettled(consumers)
  if (failed.signal.aborted) throw failed.signal.reason
  return ends.reduce((sum, end) => sum + (end.status === 'fulfilled' ? end.value : 0), 0)
}
