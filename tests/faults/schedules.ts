import { makeStory } from './make-story.ts'
import type { Played } from './play-story.ts'
import { type Row, rowOf } from './report.ts'
import type { Story } from './story.ts'

/** A seed to be played alone: `CANVASS_FAULT_SEED=17 CANVASS_FAULT_THEME="…"`. */
const asked = { seed: process.env['CANVASS_FAULT_SEED'], theme: process.env['CANVASS_FAULT_THEME'] }
/** So many times a failing story is played again to find a shorter one. */
const shrinks = 120

export interface Failed {
  readonly theme: string
  readonly seed: number
  readonly broken: readonly string[]
  /** How to play exactly this again, and a story as short as was found that fails too. */
  readonly again: string
}

/** How many schedules were asked for: `npm run faults` asks for 1,000. Undefined: a smoke run. */
export const askedFor = (): number | undefined => {
  const count = process.env['CANVASS_FAULTS']
  return count === undefined ? undefined : Number(count)
}

/** For who reads the output. */
export const inWords = (failed: readonly Failed[]): readonly string[] =>
  failed.map((one) => `${one.theme}, seed ${one.seed}: ${one.broken.join('; ')}\n${one.again}`)

/** Plays so many stories of each theme, from seed 1; stops a theme at its third failure. */
export async function playThemes(
  themes: readonly string[],
  each: number,
  play: (story: Story) => Promise<Played>,
  options: { readonly test: string; readonly shrink?: boolean; readonly lanes?: number },
): Promise<{ readonly rows: readonly Row[]; readonly failed: readonly Failed[] }> {
  const rows: Row[] = []
  const failed: Failed[] = []
  for (const theme of themes.filter((one) => asked.theme === undefined || one === asked.theme)) {
    const played: Played[] = []
    const seeds =
      asked.seed === undefined ? Array.from({ length: each }, (_, at) => at + 1) : [Number(asked.seed)]
    let failures = 0
    const lane = async (): Promise<void> => {
      for (let seed = seeds.shift(); seed !== undefined && failures < 3; seed = seeds.shift()) {
        const story = makeStory(seed, theme)
        const one = await play(story)
        played.push(one)
        if (one.broken.length === 0) continue
        failures += 1
        const shortest = options.shrink === true ? await shrink(story, play) : story
        failed.push({ theme, seed, broken: one.broken, again: again(story, shortest, options.test) })
      }
    }
    await Promise.all(Array.from({ length: options.lanes ?? 1 }, lane))
    rows.push(rowOf(theme, played))
    // A long run shows that it goes on.
    if (askedFor() !== undefined)
      process.stdout.write(`${theme}: ${played.length} schedules, ${failures} failed\n`)
  }
  return { rows, failed }
}

const again = ({ seed, theme }: Story, shortest: Story, test: string): string =>
  `CANVASS_FAULT_SEED=${seed} CANVASS_FAULT_THEME="${theme}" npx vitest run ${test}\n` +
  `as short as it was made: ${JSON.stringify(shortest).replaceAll('{"do"', '\n  {"do"')}`

/** Leaves out steps, and faults of steps, for as long as the story still fails. */
async function shrink(story: Story, play: (story: Story) => Promise<Played>): Promise<Story> {
  let shortest = story
  let left = shrinks
  const fails = async (shorter: Story): Promise<boolean> => {
    left -= 1
    if (left < 0 || (await play(shorter)).broken.length === 0) return false
    shortest = shorter
    return true
  }
  for (let at = story.steps.length - 1; at >= 0; at--) {
    const { steps } = shortest
    const step = steps[at]
    if (await fails({ ...shortest, steps: steps.toSpliced(at, 1) })) continue
    if (step?.do === 'poll' && step.fault !== undefined)
      await fails({ ...shortest, steps: steps.with(at, { do: 'poll' }) })
  }
  const { gateMinutes: _, ...open } = shortest
  if (story.gateMinutes !== undefined) await fails(open)
  return shortest
}
