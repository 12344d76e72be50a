import type { Clock } from '../time/clock.ts'

/** How much may be asked of one host. */
export interface Allowance {
  /** In the long run; as many may go out at once after a pause. */
  readonly perSecond: number
  /** Under way at the same time. */
  readonly atOnce: number
}
/** One thing that may be asked now. Disposing says that it is over. */
export interface Turn extends Disposable {
  /** Milliseconds that it was waited for. */
  readonly waited: number
}
/** The turns at hosts, shared by all feeds of a process. */
export interface HostBudget {
  /** Waits, in the order of asking, until the host may be asked. An abort leaves the queue with the reason of the signal. */
  turn(host: string, signal: AbortSignal): Promise<Turn>
}

/** The same turns, and how long they were waited for since that was last asked. */
export function countedTurns(budget: HostBudget | undefined): {
  readonly budget: HostBudget | undefined
  waited(): number
} {
  let sum = 0
  const turn: HostBudget['turn'] = async (host, signal) => {
    const given = await (budget as HostBudget).turn(host, signal)
    sum += given.waited
    return given
  }
  return {
    budget: budget && { turn },
    waited() {
      const waited = sum
      sum = 0
      return waited
    },
  }
}

interface Waiting {
  readonly go: () => void
}
interface Host {
  readonly allowance: Allowance
  readonly queue: Waiting[]
  underWay: number
  /** Requests that may go out now; less than 1 must grow first. */
  tokens: number
  /** When they were counted, on the clock. */
  counted: number
  /** Until the next token is there. */
  timer: AbortController | undefined
}

/** A bucket of tokens and a queue for each host; time is the clock's. Hosts are told apart by name, whatever the port. */
export function hostBudget(allowanceOf: (host: string) => Allowance, clock: Clock): HostBudget {
  const hosts = new Map<string, Host>()

  const hostOf = (name: string): Host => {
    const key = name.toLowerCase().replace(/\.$/, '')
    const known = hosts.get(key)
    if (known !== undefined) return known
    const allowance = allowanceOf(key)
    const tokens = Math.max(1, allowance.perSecond)
    const made = { allowance, queue: [], underWay: 0, tokens, counted: clock.elapsed(), timer: undefined }
    hosts.set(key, made)
    return made
  }

  /** Lets go whoever may, then waits for the next token if only that is missing. */
  const serve = (host: Host): void => {
    const { perSecond, atOnce } = host.allowance
    const now = clock.elapsed()
    host.tokens = Math.min(Math.max(1, perSecond), host.tokens + ((now - host.counted) * perSecond) / 1_000)
    host.counted = now
    while (host.queue.length > 0 && host.underWay < atOnce && host.tokens >= 1 - 1e-9) {
      host.tokens -= 1
      host.underWay += 1
      host.queue.shift()?.go()
    }
    if (host.queue.length === 0) {
      // Nobody waits: the clock need not wake for it.
      host.timer?.abort()
      host.timer = undefined
      return
    }
    if (host.underWay >= atOnce || host.timer !== undefined) return
    const timer = new AbortController()
    host.timer = timer
    void wake(host, Math.ceil(((1 - host.tokens) * 1_000) / perSecond - 1e-6), timer.signal)
  }

  const wake = async (host: Host, milliseconds: number, signal: AbortSignal): Promise<void> => {
    try {
      await clock.sleep(milliseconds, signal)
    } catch {
      return
    }
    host.timer = undefined
    serve(host)
  }

  return {
    async turn(name, signal) {
      signal.throwIfAborted()
      const host = hostOf(name)
      const began = clock.elapsed()
      await new Promise<void>((resolve, reject) => {
        const leave = (): void => {
          host.queue.splice(host.queue.indexOf(waiting), 1)
          reject(signal.reason as Error)
          serve(host)
        }
        const waiting = {
          go: () => {
            signal.removeEventListener('abort', leave)
            resolve()
          },
        }
        signal.addEventListener('abort', leave, { once: true })
        host.queue.push(waiting)
        serve(host)
      })
      let isOver = false
      return {
        waited: Math.round(clock.elapsed() - began),
        [Symbol.dispose]() {
          if (isOver) return
          isOver = true
          host.underWay -= 1
          serve(host)
        },
      }
    },
  }
}
