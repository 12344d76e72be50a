import { setImmediate } from 'node:timers/promises'
import type { Dice } from '../dice.ts'

/** What waits for its turn: one call of a port by one process. */
export interface Turn {
  readonly process: string
  readonly call: string
}

/** `work` goes on by itself; `look` asks whether there is something to do, again and again; `rest` waits for nothing but time. */
export type Kind = 'work' | 'look' | 'rest'

/**
 * Lets the calls of several processes through one at a time, in an order that is drawn: every interleaving of them can
 * come, and the same seed gives the same one.
 */
export interface Gates {
  /** Waits for its turn, then makes the call. */
  pass<Answer>(kind: Kind, turn: Turn, call: () => Promise<Answer>): Promise<Answer>
  /** Lets calls through until the work has ended. */
  until<Answer>(work: Promise<Answer>): Promise<Answer>
  /** Lets calls through until nobody finds anything to do. */
  untilQuiet(): Promise<void>
  /** How many calls were let through so far that were no looks. */
  steps(): number
}

/** So many turns of the event loop in which nobody arrives mean that all who can come have come. */
const settledTurns = 3
/** So many looks in a row, by each who looks, in which nothing is found. */
const quietLooks = 3
/** What never ends would else hang. */
const mostSteps = 60_000

export function newGates(dice: Dice): Gates {
  const waiting: Readonly<Record<Kind, (() => Promise<void>)[]>> = { work: [], look: [], rest: [] }
  let arrivals = 0
  let steps = 0
  let looks = 0

  /** Until nobody arrives any more, so that the draw does not depend on who is quicker. */
  async function settled(): Promise<void> {
    for (let calm = 0, seen = arrivals; calm < settledTurns; calm += 1) {
      // oxlint-disable-next-line no-await-in-loop -- turn by turn
      await setImmediate()
      if (arrivals !== seen) calm = 0
      seen = arrivals
    }
  }

  /** Whoever sleeps is overtaken by all who work, and looks a few times less than they. */
  function drawn(): Kind {
    const { work, look, rest } = waiting
    if (work.length > 0 && (look.length === 0 || dice.chance(0.85))) return 'work'
    return rest.length > 0 && (look.length === 0 || (work.length === 0 && dice.chance(0.1))) ? 'rest' : 'look'
  }

  async function next(): Promise<void> {
    await settled()
    const kind = drawn()
    const [go] = waiting[kind].splice(dice.below(waiting[kind].length), 1)
    if (go === undefined) return
    await go()
    looks = kind === 'look' ? looks + 1 : 0
    if (kind !== 'look') steps += 1
    if (steps > mostSteps) throw new Error('the consumers do not come to rest')
  }

  return {
    pass: (kind, _turn, call) =>
      new Promise((resolve, reject) => {
        arrivals += 1
        waiting[kind].push(() => call().then(resolve, reject))
      }),
    async until(work) {
      const ended = new AbortController()
      const end = (): void => ended.abort()
      work.then(end, end)
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      while (!ended.signal.aborted) await next()
      return work
    },
    async untilQuiet() {
      looks = 0
      do await next()
      while (waiting.work.length + waiting.rest.length > 0 || looks <= quietLooks * waiting.look.length)
    },
    steps: () => steps,
  }
}
