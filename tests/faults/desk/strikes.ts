import type { Turn } from './gates.ts'
import type { Strike } from './night.ts'

/** What befalls the calls of a night, one after the other. */
export interface Strikes {
  /** What befalls this call. Undefined: nothing. */
  draw(turn: Turn): Strike['kind'] | undefined
  /** How many of those drawn have come. */
  readonly struck: number
}

/** `befall` is asked first, and says whether it has seen to it: then nothing befalls the call itself. */
export function newStrikes(
  strikes: readonly Strike[],
  befall: (strike: Strike, nth: number) => boolean = () => false,
): Strikes {
  let calls = 0
  let at = 0
  let left = 0
  let struck = 0
  return {
    get struck() {
      return struck
    },
    draw({ call }) {
      const strike = strikes[at]
      if (strike === undefined) return undefined
      const isFirst = left === 0
      if (isFirst) {
        calls += 1
        if (calls <= strike.after || (strike.on !== undefined && strike.on !== call)) return undefined
        calls = 0
        struck += 1
        if (befall(strike, struck)) {
          at += 1
          return undefined
        }
        left = strike.kind === 'throttled' || strike.kind === 'answer lost' ? strike.calls : 1
      }
      left -= 1
      if (left === 0) at += 1
      // A function that times out again and again is taken for one that a message is too much for.
      return isFirst || !call.startsWith('invoke.') ? strike.kind : undefined
    },
  }
}
