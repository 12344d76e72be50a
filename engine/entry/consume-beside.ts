import type { ConsumeWatch } from '../consume/watch.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import { type ConsumerParts, consumersOf, consumeTopics } from './consume.ts'
import { consumeUntil } from './consume-until.ts'
import { everySoOften } from './every-so-often.ts'
import { fillGaps } from './fill-gaps.ts'
import type { Homes } from './homes.ts'
import { makeCurrentUntil } from './make-current.ts'
import { tickUntil } from './tick-until.ts'

/** How long the last messages may take when everything ends. */
const usualDrainMilliseconds = 10_000
const mostGraceMilliseconds = 5_000
const gapMilliseconds = 5_000

/**
 * Consumes what is published while `work` goes on, and then the rest of it, as far as the time for that goes. A consumer
 * that fails, whatever it fails with, is told, and begins again after a pause; so are dead letters, and stores that are
 * waited for. None of them stops a poll, or another consumer.
 */
export async function consumingBeside(
  homes: Homes,
  work: () => Promise<void>,
  trouble: (error: FeedError) => void,
  drainMilliseconds = usualDrainMilliseconds,
): Promise<void> {
  const stop = new AbortController()
  // What is at work is not begun anew by the drain.
  const grace = Math.min(drainMilliseconds, mostGraceMilliseconds)
  const parts: ConsumerParts = { watch: () => tellTrouble(trouble) }
  const consuming = Promise.all([
    ...consumersOf(homes, parts).map((consumer) =>
      consumeUntil(consumer, homes, trouble, { signal: stop.signal, grace }),
    ),
    tickUntil(homes, trouble, stop.signal),
    makeCurrentUntil(homes, trouble, stop.signal),
    everySoOften('gaps', gapMilliseconds, (signal) => fillGaps(homes, trouble, signal), {
      clock: homes.clock,
      trouble,
      signal: stop.signal,
    }),
  ])
  try {
    await work()
  } finally {
    stop.abort()
    await consuming
  }
  const ending = AbortSignal.timeout(drainMilliseconds)
  try {
    await consumeTopics(homes, { drain: true, signal: ending }, parts)
  } catch (error) {
    if (!ending.aborted) throw error
    trouble(feedError('CONSUME_BEHIND', { seconds: drainMilliseconds / 1_000 }))
  }
}

/** Dead letters, and the first of every wait. */
export const tellTrouble =
  (trouble: (error: FeedError) => void): ConsumeWatch =>
  (event) => {
    if (event.kind === 'buried') trouble(event.letter.error)
    if (event.kind === 'waiting' && event.attempt === 1) trouble(event.error)
  }
