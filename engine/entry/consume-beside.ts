import { FeedError, feedError } from '../errors/feed-error.ts'
import { type Consumer, consumersOf, consumeTopics } from './consume.ts'
import type { Homes } from './homes.ts'

/** How long a consumer that failed waits before it begins again where it was: twice as long each time, up to the longest. */
const shortestRestMilliseconds = 5_000
const longestRestMilliseconds = 40_000
/** How long the last messages may take when everything ends. */
const usualDrainMilliseconds = 10_000

/**
 * Consumes what is published while `work` goes on, and then the rest of it, as far as the time for that goes. A consumer
 * that fails, whatever it fails with, is told, and begins again after a pause: a results store that is busy, a message that
 * can not be read or a defect of a processor stops no poll, and no other consumer.
 */
export async function consumingBeside(
  homes: Homes,
  work: () => Promise<void>,
  trouble: (error: FeedError) => void,
  drainMilliseconds = usualDrainMilliseconds,
): Promise<void> {
  const stop = new AbortController()
  const consuming = Promise.allSettled(
    consumersOf(homes).map((consumer) => consumeUntil(consumer, homes, trouble, stop.signal)),
  )
  try {
    await work()
  } finally {
    stop.abort()
    await consuming
  }
  const ending = AbortSignal.timeout(drainMilliseconds)
  try {
    await consumeTopics(homes, { drain: true, signal: ending })
  } catch (error) {
    if (!ending.aborted) throw error
    trouble(feedError('CONSUME_BEHIND', { seconds: drainMilliseconds / 1_000 }))
  }
}

async function consumeUntil(
  consumer: Consumer,
  { clock }: Pick<Homes, 'clock'>,
  trouble: (error: FeedError) => void,
  signal: AbortSignal,
): Promise<void> {
  let rest = shortestRestMilliseconds
  while (!signal.aborted) {
    const began = clock.elapsed()
    try {
      await consumer.run({ drain: false, signal })
    } catch (error) {
      if (signal.aborted) return
      trouble(coded(consumer.name, error))
    }
    // One that went on for long was well again meanwhile.
    if (clock.elapsed() - began > longestRestMilliseconds) rest = shortestRestMilliseconds
    await clock.sleep(rest, signal).catch(() => undefined)
    rest = Math.min(2 * rest, longestRestMilliseconds)
  }
}

/** What is no coded error is a defect: its `cause` says where. */
function coded(processor: string, error: unknown): FeedError {
  return error instanceof FeedError
    ? error
    : feedError('CONSUME_BUG', { processor, what: String(error) }, { cause: error })
}
