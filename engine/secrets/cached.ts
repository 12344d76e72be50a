import { orAborted } from '../flow/abortable.ts'
import type { Clock } from '../time/clock.ts'
import type { Secrets } from './secrets.ts'

/** A secret that was replaced is seen after this time, in milliseconds. */
export const keptMilliseconds = 5 * 60 * 1_000

interface Kept {
  readonly value: Promise<string>
  /** When it was asked for, on the clock that never jumps. Infinite as long as there is no answer. */
  since: number
  /** How many wait for the answer. */
  waiting: number
  readonly stop: AbortController
}

/**
 * The same secrets, asked for every five minutes at most. Who asks for one that is being asked for waits for that
 * answer; the call is aborted only when nobody waits any more. What failed is asked for again.
 */
export function cachedSecrets(secrets: Secrets, clock: Clock): Secrets {
  const known = new Map<string, Kept>()

  function ask(name: string): Kept {
    const stop = new AbortController()
    const asked = clock.elapsed()
    const value = secrets.get(name, stop.signal)
    const kept: Kept = { value, since: Number.POSITIVE_INFINITY, waiting: 0, stop }
    known.set(name, kept)
    void settle(name, kept, asked)
    return kept
  }
  async function settle(name: string, kept: Kept, asked: number): Promise<void> {
    try {
      await kept.value
      kept.since = asked
    } catch {
      forget(name, kept)
    }
  }
  function forget(name: string, kept: Kept): void {
    if (known.get(name) === kept) known.delete(name)
  }

  return {
    async get(name, signal) {
      signal.throwIfAborted()
      const found = known.get(name)
      const isOld = found !== undefined && clock.elapsed() - found.since >= keptMilliseconds
      const kept = found === undefined || isOld ? ask(name) : found
      kept.waiting += 1
      try {
        return await orAborted(kept.value, signal)
      } finally {
        kept.waiting -= 1
        if (kept.waiting === 0 && kept.since === Number.POSITIVE_INFINITY) {
          forget(name, kept)
          kept.stop.abort()
        }
      }
    },
  }
}
