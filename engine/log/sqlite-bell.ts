import type { Clock } from '../time/clock.ts'

/** How soon a reader sees what another process published. */
const lookMilliseconds = 25

/** Wakes the readers of this process at once; those of other processes look for themselves. */
export interface Bell {
  ring(): void
  /** Until the bell rings or it is time to look again. Fails with the signal's reason. */
  wait(signal: AbortSignal): Promise<void>
}

/** A bell for which nobody waits yet. */
export function newBell(clock: Clock): Bell {
  const waiting = new Set<() => void>()
  return {
    ring() {
      for (const wake of waiting) wake()
    },
    async wait(signal) {
      const rung = Promise.withResolvers<void>()
      waiting.add(rung.resolve)
      try {
        await Promise.race([clock.sleep(lookMilliseconds, signal), rung.promise])
      } finally {
        waiting.delete(rung.resolve)
        signal.throwIfAborted()
      }
    },
  }
}
