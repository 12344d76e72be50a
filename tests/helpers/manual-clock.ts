import type { Clock } from '../../engine/time/clock.ts'

export interface ManualClock extends Clock {
  /** Moves time on, wakes in order who has slept long enough, and lets them run. */
  advance(milliseconds: number): Promise<void>
  /** How long each sleeper asked to sleep, in order. */
  readonly slept: readonly number[]
  /** How many are asleep now. */
  sleeping(): number
}
interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/** Time that passes only when told; with `auto`, whoever sleeps wakes at once and time has passed. */
export function manualClock({
  start = '2024-11-06T00:00:00Z',
  auto = false,
}: {
  readonly start?: string
  readonly auto?: boolean
} = {}): ManualClock {
  const begin = new Date(start).getTime()
  const slept: number[] = []
  let passed = 0
  let sleepers: Sleeper[] = []

  return {
    slept,
    sleeping: () => sleepers.length,
    now: () => new Date(begin + passed),
    elapsed: () => passed,
    async advance(milliseconds) {
      const end = passed + milliseconds
      for (;;) {
        const next = sleepers.filter((one) => one.until <= end).toSorted((a, b) => a.until - b.until)[0]
        if (next === undefined) break
        passed = Math.max(passed, next.until)
        next.wake()
        await turn()
      }
      passed = end
      await turn()
    },
    sleep(milliseconds, signal) {
      signal.throwIfAborted()
      slept.push(milliseconds)
      if (auto) {
        passed += milliseconds
        return turn()
      }
      return new Promise((resolve, reject) => {
        const leave = () => {
          sleepers = sleepers.filter((one) => one !== sleeper)
          signal.removeEventListener('abort', stop)
        }
        const stop = () => {
          leave()
          reject(signal.reason as Error)
        }
        const sleeper: Sleeper = {
          until: passed + milliseconds,
          wake() {
            leave()
            resolve()
          },
        }
        sleepers.push(sleeper)
        signal.addEventListener('abort', stop)
      })
    },
  }
}

/** Lets everything run that is ready to. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
