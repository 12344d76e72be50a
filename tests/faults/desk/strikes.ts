import type { Turn } from './gates.ts'
import type { Strike } from './night.ts'

/** What befalls the calls of a night, one after the other. */
export interface Strikes {
  /** What befalls this call. Undefined: nothing. */
  draw(turn: Turn): Exclude<Strike['kind'], 'moved'> | undefined
  /** How many of those drawn have come. */
  readonly struck: number
}

/** `moved` is told when partitions go to other consumers: no call fails of it. */
export function newStrikes(strikes: readonly Strike[], moved: (nth: number) => void): Strikes {
  let calls = 0
  let at = 0
  let left = 0
  let struck = 0
  return {
    get struck() {
      return struck
    },
    draw() {
      const strike = strikes[at]
      if (strike === undefined) return undefined
      if (left === 0) {
        if (calls++ < strike.after) return undefined
        calls = 0
        struck += 1
        left = strike.kind === 'throttled' || strike.kind === 'answer lost' ? strike.calls : 1
      }
      left -= 1
      if (left === 0) at += 1
      if (strike.kind !== 'moved') return strike.kind
      moved(struck)
      return undefined
    },
  }
}
