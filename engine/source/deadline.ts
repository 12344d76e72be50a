import type { Clock } from '../time/clock.ts'

/** A span of time after which work is given up; what is waited for at our own wish does not count. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Stops the time until this is there. */
  readonly outside: <T>(waiting: Promise<T>) => Promise<T>
}

export function deadlineIn(milliseconds: number, clock: Pick<Clock, 'elapsed'>): Deadline {
  const over = new AbortController()
  let left = milliseconds
  let began = clock.elapsed()
  let running: AbortSignal | undefined
  const run = (): void => {
    const mine = AbortSignal.timeout(Math.max(1, Math.ceil(left)))
    running = mine
    began = clock.elapsed()
    mine.addEventListener('abort', () => {
      if (running === mine) over.abort(mine.reason)
    })
  }
  run()
  return {
    signal: over.signal,
    async outside(waiting) {
      running = undefined
      left -= clock.elapsed() - began
      try {
        return await waiting
      } finally {
        run()
      }
    },
  }
}
