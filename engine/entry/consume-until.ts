import { coded } from '../consume/hand.ts'
import type { FeedError } from '../errors/feed-error.ts'
import type { Consumer } from './consume.ts'
import type { Homes } from './every-port.ts'

/** How long a consumer that failed waits before it begins again where it was: twice as long each time, up to the longest. */
const shortestRestMilliseconds = 5_000
const longestRestMilliseconds = 40_000

export interface UntilOptions {
  readonly signal: AbortSignal
  /** As that of `ConsumeOptions`. */
  readonly grace?: number
  readonly concurrency?: number
  /** Hears when the consumer begins and when it has failed, which is when it is no member of its group. */
  readonly lives?: (isAlive: boolean) => void
}

/**
 * Runs a consumer until the signal aborts. One that fails, whatever it fails with, is told, and begins again after a pause: a
 * log that can not be reached or a defect stops no poll, and no other consumer. Never rejects.
 */
export async function consumeUntil(
  consumer: Consumer,
  { clock }: Pick<Homes, 'clock'>,
  trouble: (error: FeedError) => void,
  { signal, lives, ...options }: UntilOptions,
): Promise<void> {
  let rest = shortestRestMilliseconds
  while (!signal.aborted) {
    const began = clock.elapsed()
    lives?.(true)
    try {
      await consumer.run({ ...options, drain: false, signal })
    } catch (error) {
      lives?.(false)
      if (signal.aborted) return
      trouble(coded(consumer.name, error))
    }
    // One that went on for long was well again meanwhile.
    if (clock.elapsed() - began > longestRestMilliseconds) rest = shortestRestMilliseconds
    await clock.sleep(rest, signal).catch(() => undefined)
    rest = Math.min(2 * rest, longestRestMilliseconds)
  }
}
