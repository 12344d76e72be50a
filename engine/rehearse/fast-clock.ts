import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../time/clock.ts'
import { epochMilliseconds } from '../time/instant.ts'

export interface FastClock extends Clock {
  /**
   * Runs work that must not see time pass while it waits for something real: an answer, a disk. Time stands still until
   * it has ended or sleeps on this clock, or waits for such work of its own. It does one thing at a time.
   */
  busy<T>(work: () => Promise<T>): Promise<T>
}
interface Sleeper {
  readonly until: number
  readonly wake: () => void
  readonly work: Work | undefined
}
interface Work {
  sleeping: number
}

/** So often the event loop turns without news before time moves: who was woken gets to start its work. */
const quietTurns = 4
/** However long nothing happens in the night, nobody waits longer for it. Milliseconds. */
const longestPause = 400

/**
 * A night in seconds: time jumps to the moment at which the next sleeper wakes, as soon as all work is done or asleep.
 * No moment for which somebody sleeps is jumped over, and sleepers wake in the order of their times.
 */
export function fastClock({
  start,
  speed = Number.POSITIVE_INFINITY,
}: {
  /** ISO 8601. */
  readonly start: string
  /** At most so many seconds in one real second. Default: as fast as the machine. */
  readonly speed?: number
}): FastClock {
  const begin = epochMilliseconds(start) ?? 0
  const current = new AsyncLocalStorage<Work>()
  const working = new Set<Work>()
  let sleepers: readonly Sleeper[] = []
  let passed = 0
  let news = 0
  /** When time last moved, on the clock of the machine. */
  let movedAt = performance.now()
  let driving = false

  const isAwake = (): boolean => [...working].some(({ sleeping }) => sleeping === 0)
  const next = (): Sleeper | undefined =>
    sleepers.reduce<Sleeper | undefined>(
      (first, one) => (first === undefined || one.until < first.until ? one : first),
      undefined,
    )

  /** Undefined: not now. Whoever falls asleep or ends work asks again. */
  async function nextWhenQuiet(): Promise<Sleeper | undefined> {
    for (;;) {
      const seen = news
      for (let turns = 0; turns < quietTurns; turns += 1) await turn()
      if (seen !== news) continue
      const sleeper = isAwake() ? undefined : next()
      // What work took meanwhile has been waited already.
      const waited = performance.now() - movedAt
      const pause = Math.min(longestPause, ((sleeper?.until ?? 0) - passed) / speed) - waited
      if (sleeper === undefined || pause < 1) return sleeper
      await wait(pause)
      if (seen === news) return sleeper
    }
  }

  async function drive(): Promise<void> {
    if (driving) return
    driving = true
    for (let seen = -1; seen !== news; ) {
      seen = news
      const sleeper = await nextWhenQuiet()
      if (sleeper === undefined) continue
      passed = Math.max(passed, sleeper.until)
      movedAt = performance.now()
      sleeper.wake()
    }
    driving = false
  }
  const changed = (): void => {
    news += 1
    void drive()
  }

  return {
    // oxlint-disable-next-line no-restricted-globals -- a clock is where dates come from
    now: () => new Date(begin + passed),
    elapsed: () => passed,
    async busy(work) {
      const mine: Work = { sleeping: 0 }
      const outer = current.getStore()
      if (outer !== undefined) outer.sleeping += 1
      working.add(mine)
      news += 1
      try {
        return await current.run(mine, work)
      } finally {
        working.delete(mine)
        if (outer !== undefined) outer.sleeping -= 1
        changed()
      }
    },
    sleep(milliseconds, signal) {
      signal.throwIfAborted()
      return new Promise((resolve, reject) => {
        const work = current.getStore()
        const leave = () => {
          sleepers = sleepers.filter((one) => one !== sleeper)
          if (work !== undefined) work.sleeping -= 1
          signal.removeEventListener('abort', stop)
          changed()
        }
        const stop = () => {
          leave()
          reject(signal.reason as Error)
        }
        const wake = () => {
          leave()
          resolve()
        }
        const sleeper: Sleeper = { until: passed + Math.max(0, milliseconds), wake, work }
        sleepers = [...sleepers, sleeper]
        if (work !== undefined) work.sleeping += 1
        signal.addEventListener('abort', stop)
        changed()
      })
    },
  }
}
