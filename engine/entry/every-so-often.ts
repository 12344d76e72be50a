import { coded } from '../consume/hand.ts'
import type { FeedError } from '../errors/feed-error.ts'
import type { Clock } from '../time/clock.ts'

/**
 * Does the work again and again, with a pause between, until the signal aborts; the first time at once. What goes wrong is
 * told, and the work is done again all the same. Never rejects.
 */
export async function everySoOften(
  name: string,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<unknown>,
  {
    clock,
    trouble,
    signal,
  }: {
    readonly clock: Clock
    readonly trouble: (error: FeedError) => void
    readonly signal: AbortSignal
  },
): Promise<void> {
  let failed: string | undefined
  while (!signal.aborted) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await work(signal)
      failed = undefined
    } catch (thrown) {
      if (signal.aborted) return
      const error = coded(name, thrown)
      // Once, not every few seconds.
      if (error.message !== failed) trouble(error)
      failed = error.message
    }
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await clock.sleep(milliseconds, signal).catch(() => undefined)
  }
}
