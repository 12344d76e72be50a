import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from './clock.ts'

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
}
