import { readFileSync } from 'node:fs'
import { nightThemes } from './desk/night.ts'
import { embeddedThemes, killedTheme, realThemes } from './make-story.ts'
import type { Story } from './story.ts'

/** What a run of the stories is asked for. Nothing at all: a smoke run. */
export interface Asked {
  /**
   * `CANVASS_FAULTS=50`: so many schedules over all themes, a tenth as many on the real servers; `npm run faults` says
   * 1,000. With a theme: so many of it.
   */
  readonly schedules: number | undefined
  /** `CANVASS_FAULT_SEED=17`: this seed of each theme, or of the one that is named. */
  readonly seed: number | undefined
  /** `CANVASS_FAULT_THEME='pollers that race'`: this one alone. */
  readonly theme: string | undefined
  /** `CANVASS_FAULT_STORY=file.json`: this story alone, as a failing run has written it. */
  readonly story: Story | undefined
}

const known: readonly string[] = [...new Set([...embeddedThemes, ...realThemes, killedTheme, ...nightThemes])]

/** Throws at what can not be played: a run that quietly plays something else, or nothing, would be green. */
export function askedOf(environment: Readonly<Record<string, string | undefined>>): Asked {
  const theme = environment['CANVASS_FAULT_THEME']
  if (theme !== undefined && !known.includes(theme))
    throw new Error(`CANVASS_FAULT_THEME is "${theme}"; the themes are: ${known.join('; ')}`)
  const file = environment['CANVASS_FAULT_STORY']
  const asked = {
    schedules: countOf('CANVASS_FAULTS', environment),
    seed: countOf('CANVASS_FAULT_SEED', environment),
    theme,
    story: file === undefined ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as Story),
  }
  if (asked.story !== undefined && (asked.seed ?? asked.theme) !== undefined)
    throw new Error('a story is asked for, and a seed or a theme as well: it has its own')
  return asked
}

/** Of this process. */
export const asked = askedOf(process.env)

/** Is all of it played, as `npm run faults` does? */
export const isWhole =
  asked.schedules !== undefined && (asked.seed ?? asked.theme ?? asked.story) === undefined

function countOf(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): number | undefined {
  const text = environment[name]
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name} is "${text}": a whole number from 1 is wanted`)
  return Number(text)
}
