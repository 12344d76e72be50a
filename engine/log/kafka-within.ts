import { orAborted } from '../flow/abortable.ts'
import type { Clock } from '../time/clock.ts'

/** What `work` comes to; fails after so many milliseconds, or with the signal's reason. The work then goes on unheard. */
export async function within<T>(
  clock: Clock,
  milliseconds: number,
  signal: AbortSignal,
  work: Promise<T>,
): Promise<T> {
  const over = new AbortController()
  const late = async (): Promise<never> => {
    await clock.sleep(milliseconds, over.signal)
    throw new Error(`no answer in ${milliseconds / 1_000} seconds`)
  }
  try {
    return await orAborted(Promise.race([work, late()]), signal)
  } finally {
    over.abort()
  }
}

/** Until `wake` settles, or so many milliseconds later; leaves no timer. */
export async function pause(clock: Clock, milliseconds: number, wake: Promise<unknown>): Promise<void> {
  const over = new AbortController()
  try {
    await Promise.race([wake, clock.sleep(milliseconds, over.signal)])
  } finally {
    over.abort()
  }
}
