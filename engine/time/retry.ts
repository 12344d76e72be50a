import { createHash } from 'node:crypto'
import { FeedError } from '../errors/feed-error.ts'
import type { Clock } from './clock.ts'

/** One try of a piece of work that may be tried again. */
export interface Attempt {
  /** 1 is the first. */
  readonly number: number
  /** The far side asks for a pause of this length before the next attempt (`Retry-After`). It is capped. */
  waitFor(milliseconds: number): void
}

export interface RetryOptions {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** How often to try in all; 1 means no retry. */
  readonly attempts: number
  /** Spreads the pauses: the same seed gives the same pauses, different ones do not meet at the far side. */
  readonly seed: string
  /** About how long the first pause is; each further one doubles. Milliseconds, default 500. */
  readonly firstWait?: number
  /** No pause is longer, whoever asks for it. Milliseconds, default 30,000. */
  readonly longestWait?: number
}

/**
 * Does the work again after an error that the catalogue calls retryable, and after no other. The only place that retries,
 * but for consumers, which wait as long as it takes. When all attempts failed, the last error is thrown; when the signal
 * aborts, its reason.
 */
export async function retry<T>(work: (attempt: Attempt) => Promise<T>, options: RetryOptions): Promise<T> {
  const { clock, signal, attempts, seed, firstWait = 500, longestWait = 30_000 } = options
  for (let number = 1; ; number += 1) {
    signal.throwIfAborted()
    let asked = 0
    try {
      return await work({
        number,
        waitFor: (milliseconds) => {
          asked = milliseconds
        },
      })
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof FeedError) || !error.retryable || number >= attempts) throw error
    }
    const pause = backoff(number, { seed, firstWait, longestWait })
    await clock.sleep(Math.min(longestWait, Math.max(pause, asked)), signal)
  }
}

/** How long to wait after so many attempts, the first being 1: twice as long each time, spread by the seed. Milliseconds. */
export const backoff = (
  attempt: number,
  { seed, firstWait, longestWait }: Required<Pick<RetryOptions, 'seed' | 'firstWait' | 'longestWait'>>,
): number => Math.min(longestWait, firstWait * 2 ** (attempt - 1) * spread(seed, attempt))

/** From 0.5 to 1, decided by the seed and the number of the attempt. */
function spread(seed: string, attempt: number): number {
  const hash = createHash('sha256').update(`${seed}#${attempt}`).digest()
  return 0.5 + hash.readUInt32BE(0) / 2 ** 33
}
