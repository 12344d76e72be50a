import type { Dice } from './dice.ts'
import type { PollFault, Said, Step, Story } from './story.ts'

/** The state as it is in production: a large base, many deltas that become one, publications in several calls. */
export const largeTheme = 'a large state in many deltas'

const units = 200
/** A base outgrows what lies on it after more than twice as many. */
const small = { deltas: 4, messages: 60 }

/** A night of many polls with one to three changes each, on a base of 200 results. Most polls meet no fault. */
export function largeStory(
  seed: number,
  dice: Dice,
  faultOf: (next: () => Said) => PollFault | undefined,
): Story {
  let now: Record<string, number> = {}
  for (let nth = 1; nth <= units; nth++) now[`u${nth}`] = 1 + dice.below(90_000)
  const next = (): Record<string, number> => {
    now = { ...now }
    for (let left = 1 + dice.below(3); left > 0; left--) {
      const unit = `u${1 + dice.below(units)}`
      if (dice.chance(0.1)) delete now[unit]
      else now[unit] = (now[unit] ?? 40) + 1 + dice.below(9)
    }
    return now
  }

  const steps: Step[] = [{ do: 'say', said: now }]
  const length = 14 + dice.below(8)
  for (let nth = 0; nth < length; nth++) {
    const isFirst = nth === 0
    const fault: PollFault | undefined = isFirst
      ? { kind: 'killed', at: 16 + dice.below(14) }
      : dice.chance(0.45)
        ? faultOf(next)
        : undefined
    if (!isFirst) steps.push({ do: 'say', said: next() })
    steps.push({ do: 'poll', ...(fault === undefined ? {} : { fault }) })
    // A lease of who died must run out, or the next one does nothing.
    steps.push({ do: 'wait', milliseconds: fault === undefined ? 15_000 : 120_000 })
    if (isFirst) steps.push({ do: 'poll' })
    if (nth === 6 && dice.chance(0.3)) steps.push({ do: 'deploy' })
  }
  return { seed, theme: largeTheme, small, steps, last: next(), released: true }
}
