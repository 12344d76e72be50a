import { type Dice, diceOf } from './dice.ts'
import { largeStory, largeTheme } from './large-story.ts'
import type { ConsumeFault, PollFault, Said, Step, Story } from './story.ts'

/** What a story is mostly about: the rows of the report. */
export const embeddedThemes = [
  'killed at a boundary',
  'an answer that is lost',
  'stores that fail for a while',
  'pollers that race',
  'asleep past the lease',
  'a person in the middle of a poll',
  'an old deployment beside a new one',
  'clocks that are wrong, and jump',
  'a disk that is full',
  'a state that is restored',
  'state items that are gone for a while',
  'consumers that die, sleep and begin again',
  'everything at once',
  largeTheme,
] as const
export const realThemes = [
  ...embeddedThemes.filter((theme) => theme !== 'a disk that is full'),
  'servers that are slow',
  'servers that lose answers',
  'connections that are cut',
  'connections that are refused',
  'servers that throttle',
  'servers that are down for a while',
  'a broker that stops in the middle of a publish',
] as const
/** Nothing happens in it but what a mutant does. */
export const mutantTheme = 'of the mutant'
export const killedTheme = 'SIGKILL at a random moment'

const minute = 60_000
const counties = ['k', 'm', 'n'] as const
/** A poll has about so many boundaries. */
const boundaries = 34

/** A night of this theme, drawn from the seed. */
export function makeStory(seed: number, theme: string): Story {
  const dice = diceOf(seed)
  if (theme === largeTheme) return largeStory(seed, dice, (next) => anyFault(dice, next))
  const sources = newSource(dice)
  const steps: Step[] = [{ do: 'say', said: sources.next() }]
  if (dice.chance(0.7)) steps.push({ do: 'poll' })
  if (theme === 'a state that is restored') steps.push({ do: 'back up' })
  const length = 5 + dice.below(6)
  for (let nth = 0; nth < length; nth++) {
    if (dice.chance(0.85)) steps.push({ do: 'say', said: sources.next() })
    steps.push(...aside(dice, theme))
    steps.push(...struck(dice, theme, sources.next))
    if (dice.chance(0.3)) steps.push({ do: 'poll' })
    steps.push({ do: 'wait', milliseconds: dice.one([1_000, 15_000, 15_000, minute, 2 * minute]) })
    if (theme.startsWith('clocks') && dice.chance(0.4))
      steps.push({ do: 'wait', milliseconds: dice.one([-5, -1, 1, 8]) * minute })
  }
  return {
    seed,
    theme,
    ...(dice.chance(0.15) ? { gateMinutes: 1 + dice.below(8) } : {}),
    steps,
    last: sources.last(),
    released: dice.chance(0.5),
  }
}

/** Goes up, falls a little or a lot, goes back to what it said before, loses a county, fails. */
function newSource(dice: Dice): {
  readonly next: () => Said
  readonly last: () => Readonly<Record<string, number>>
} {
  const said: Readonly<Record<string, number>>[] = []
  let now: Record<string, number> = { k: 1_000, m: 50 }
  const last = (): Readonly<Record<string, number>> => {
    if (said.length > 1 && dice.chance(0.35)) now = { ...dice.one(said) }
    else {
      const county = dice.one(counties)
      const votes = now[county] ?? 40
      const moved = dice.chance(0.15) ? Math.max(1, votes - 20 - dice.below(200)) : votes + dice.below(12) - 3
      now = { ...now, [county]: Math.max(1, moved) }
      if (dice.chance(0.12)) {
        const { [county]: _, ...rest } = now
        now = Object.keys(rest).length > 0 ? rest : now
      }
    }
    said.push(now)
    return now
  }
  return {
    last,
    next: () => (dice.chance(0.06) ? 'down' : dice.chance(0.05) ? 'odd' : last()),
  }
}

/** What goes on beside the polls, in every night. */
function aside(dice: Dice, theme: string): readonly Step[] {
  const steps: Step[] = []
  const isAll = theme === 'everything at once'
  if (dice.chance(0.12)) steps.push({ do: 'hold', ...(dice.chance(0.6) ? { unit: dice.one(counties) } : {}) })
  if (dice.chance(0.25)) steps.push({ do: 'release', nth: dice.below(4) })
  if (dice.chance(theme.startsWith('an old') ? 0.5 : isAll ? 0.1 : 0.03)) steps.push({ do: 'deploy' })
  if (dice.chance(theme.startsWith('a state') ? 0.25 : isAll ? 0.06 : 0)) steps.push({ do: 'back up' })
  if (dice.chance(theme.startsWith('a state') ? 0.3 : isAll ? 0.06 : 0)) steps.push({ do: 'restore' })
  if (dice.chance(0.2)) steps.push({ do: 'consume' })
  return steps
}

/** The fault of the theme, or of any other. */
function struck(dice: Dice, theme: string, next: () => Said): readonly Step[] {
  if (theme === killedTheme) return [{ do: 'life', said: [next(), next()], killedAfter: dice.below(250) }]
  if (theme.startsWith('consumers') || (theme === 'everything at once' && dice.chance(0.2)))
    return [{ do: 'poll' }, { do: 'consume', fault: consumeFault(dice, next) }]
  const what = serverFaults[theme]
  if (what !== undefined && what !== 'stop' && dice.chance(0.25))
    return [
      { do: 'poll' },
      { do: 'consume', fault: { kind: 'servers', at: dice.below(30), what, requests: dice.one([1, 2, 8]) } },
    ]
  const fault = dice.chance(theme.startsWith('a broker') ? 0.2 : 0.75)
    ? pollFault(dice, theme, next)
    : undefined
  return [{ do: 'poll', ...(fault === undefined ? {} : { fault }) }]
}

function consumeFault(dice: Dice, next: () => Said): ConsumeFault {
  const kind = dice.one(['killed', 'asleep', 'again'] as const)
  // Who does not begin again has few messages before it, and takes few steps.
  const at = dice.below(kind === 'killed' ? 5 : 16)
  return kind === 'asleep' ? { kind, at, said: next() } : { kind, at }
}

const serverFaults: Readonly<Record<string, string>> = {
  'servers that are slow': 'delay',
  'servers that lose answers': 'lost answer',
  'connections that are cut': 'cut',
  'connections that are refused': 'refuse',
  'servers that throttle': 'throttle',
  'a broker that stops in the middle of a publish': 'stop',
  'servers that are down for a while': 'down',
}

/** Of any theme that a disk and servers are not needed for. */
function anyFault(dice: Dice, next: () => Said): PollFault | undefined {
  return pollFault(dice, 'everything at once', next)
}

function pollFault(dice: Dice, theme: string, next: () => Said): PollFault | undefined {
  const at = dice.below(boundaries)
  const what = serverFaults[theme]
  if (what !== undefined)
    return { kind: 'servers', at: dice.below(18), what, requests: dice.one([1, 1, 2, 4, 12]) }
  const among =
    theme === 'everything at once'
      ? dice.one(embeddedThemes.filter((one) => one !== 'a disk that is full'))
      : theme
  switch (among) {
    case 'an answer that is lost':
      return { kind: 'lost answer', at }
    case 'stores that fail for a while':
      return { kind: 'failing', at, calls: 1 + dice.below(8) }
    case 'pollers that race':
      return {
        kind: 'race',
        at,
        others: dice.one([1, 1, 2]),
        turns: Array.from({ length: 40 }, () => dice.one([0, 1, 1, 2, 3, 8])),
      }
    case 'asleep past the lease':
      return {
        kind: 'asleep',
        at,
        ...(dice.chance(0.7) ? { said: next() } : {}),
        dies: dice.chance(0.4),
        notices: dice.chance(0.3),
      }
    case 'a person in the middle of a poll':
      return {
        kind: 'person',
        at,
        order: dice.one(['hold', 'release'] as const),
        ...(dice.chance(0.5) ? { unit: dice.one(counties) } : {}),
      }
    case 'an old deployment beside a new one':
      return { kind: 'old build', at }
    case 'clocks that are wrong, and jump':
      return {
        kind: 'skew',
        at,
        ahead: dice.one([-600, -90, -40, 40, 90, 600]) * 1_000,
        dies: dice.chance(0.4),
      }
    case 'state items that are gone for a while':
      return { kind: 'items gone', at }
    case mutantTheme:
      return { kind: 'of the mutant', at }
    case 'a disk that is full':
      return { kind: 'full', at, calls: 1 + dice.below(12) }
    default:
      return { kind: 'killed', at }
  }
}
