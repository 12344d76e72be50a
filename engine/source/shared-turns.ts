import type { Clock } from '../time/clock.ts'
import type { Allowance, HostBudget } from './host-budget.ts'

/** When a host may be asked, given out one after the other to whoever asks, in whatever process. */
export interface SharedTurns {
  /**
   * The moment, not before `now`, at which the host may be asked once, by this asker alone: after a pause as many at once as may be asked
   * in a second, then evenly. Moments are milliseconds since 1970; clocks may differ by little.
   */
  next(host: string, perSecond: number, now: number, signal: AbortSignal): Promise<number>
}

/** What is kept of a host: until when it is taken, if askers go one after the other. */
export interface Taken {
  readonly until: number
}

/** The moment that an asker gets, by what was kept before him; undefined: nothing. */
export function momentAfter(before: Taken | undefined, perSecond: number, now: number): number {
  return Math.ceil(Math.max(now, (before?.until ?? 0) - headStart(perSecond)))
}

/** Between two moments of a host. */
export const spacing = (perSecond: number): number => Math.round(1_000_000 / perSecond) / 1_000

/** So far ahead of their even spacing askers may go: a second's worth, but for the one that goes anyway. */
const headStart = (perSecond: number): number => (Math.max(1, perSecond) - 1) * spacing(perSecond)

/** In memory: for one process, and as what others are compared with. */
export function memoryTurns(): SharedTurns {
  const hosts = new Map<string, Taken>()
  return {
    next(host, perSecond, now, signal) {
      if (signal.aborted) return Promise.reject(signal.reason as Error)
      const before = hosts.get(host)
      hosts.set(host, { until: Math.max(before?.until ?? 0, now) + spacing(perSecond) })
      return Promise.resolve(momentAfter(before, perSecond, now))
    },
  }
}

/**
 * The turns of a process, which at some hosts also wait for those of others. Whoever has no turn in the process asks for none
 * outside, so that as many at most lie ahead there as may be at once here: how many are under way is each process' own.
 */
export function sharedBudget(
  own: HostBudget,
  {
    turns,
    isShared,
    allowanceOf,
    clock,
  }: {
    readonly turns: SharedTurns
    readonly isShared: (host: string) => boolean
    readonly allowanceOf: (host: string) => Allowance
    readonly clock: Clock
  },
): HostBudget {
  return {
    async turn(name, signal) {
      const turn = await own.turn(name, signal)
      const host = name.toLowerCase().replace(/\.$/, '')
      if (!isShared(host)) return turn
      try {
        const now = clock.now().getTime()
        const at = await turns.next(host, allowanceOf(host).perSecond, now, signal)
        const wait = Math.max(0, at - clock.now().getTime())
        if (wait > 0) await clock.sleep(wait, signal)
        return { waited: turn.waited + wait, [Symbol.dispose]: () => turn[Symbol.dispose]() }
      } catch (error) {
        turn[Symbol.dispose]()
        throw error
      }
    },
  }
}
