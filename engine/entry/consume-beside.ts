import { FeedError, feedError } from '../errors/feed-error.ts'
import { consumeTopics } from './consume.ts'
import type { Homes } from './homes.ts'

/** How long a consumer that failed waits before it begins again where it was. */
const restMilliseconds = 5_000
/** How long the last messages may take when everything ends. */
const usualDrainMilliseconds = 10_000

/**
 * Consumes what is published while `work` goes on, and then the rest of it, as far as the time for that goes. A consumer that fails is told, and begins
 * again after a pause: a results store that is busy stops no poll.
 */
export async function consumingBeside(
  homes: Homes,
  work: () => Promise<void>,
  trouble: (error: FeedError) => void,
  drainMilliseconds = usualDrainMilliseconds,
): Promise<void> {
  const stop = new AbortController()
  const consumer = consumeUntil(homes, trouble, stop.signal)
  try {
    // A defect of the consumer ends all; a consumer that was stopped waits for the work.
    await Promise.race([work(), consumer.then(() => new Promise<never>(() => undefined))])
  } finally {
    stop.abort()
    await consumer.catch(() => undefined)
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
  homes: Homes,
  trouble: (error: FeedError) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await consumeTopics(homes, { drain: false, signal })
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof FeedError)) throw error
      trouble(error)
      await homes.clock.sleep(restMilliseconds, signal).catch(() => undefined)
    }
  }
}
