import type { Asked } from './asked.ts'
import { makeStory } from './make-story.ts'
import type { Played } from './play-story.ts'
import { again, againShortest } from './replay.ts'
import { type Row, rowOf } from './report.ts'
import type { Story } from './story.ts'

/** Of so many faults and more, this share must come before its poll has ended: what never strikes tries nothing. */
const enough = 20
const leastStruck = 0.25
/** So many times a failing story is played again to find a shorter one. */
const shrinks = 120

/** Themes that are played in one way. */
export interface Group {
  readonly themes: readonly string[]
  /** Stories of each, from seed 1. */
  readonly each: number
  readonly play: (story: Story) => Promise<Played>
  /** Why none of them can be played on this machine. */
  readonly missing?: string | undefined
  /** Is what happens told by the story alone? Processes that are killed and servers have a time of their own. */
  readonly isExact?: boolean
  readonly lanes?: number
}

export interface Told {
  readonly rows: readonly Row[]
  /** Each that failed, in a line. */
  readonly failed: readonly string[]
}

/** Plays what was asked for, prints how to play again what failed; stops a theme at its third failure. */
export async function playThemes(
  groups: readonly Group[],
  options: { readonly test: string; readonly homes: string; readonly print?: (line: string) => void },
  asked: Asked,
): Promise<Told> {
  const rows: Row[] = []
  const failed: string[] = []
  const missing: string[] = []
  const { print = (line) => void process.stdout.write(`${line}\n`) } = options
  const only = asked.story?.theme ?? asked.theme
  for (const group of groups) {
    for (const theme of group.themes.filter((one) => only === undefined || one === only)) {
      if (group.missing !== undefined) {
        missing.push(`${theme}: not played, ${group.missing}`)
        continue
      }
      const stories = storiesOf(theme, group.each, asked)
      const played: Played[] = []
      let failures = 0
      const lane = async (): Promise<void> => {
        for (let story = stories.shift(); story !== undefined && failures < 3; story = stories.shift()) {
          const one = await group.play(story)
          played.push(one)
          if (one.broken.length === 0) continue
          failures += 1
          failed.push(`${theme}, seed ${story.seed}: ${one.broken[0]}`)
          print(await howAgain(story, one, group, options, asked.story === undefined))
        }
      }
      await Promise.all(Array.from({ length: group.lanes ?? 1 }, lane))
      const row = rowOf(theme, played)
      rows.push(row)
      if (row.drawn >= enough && row.struck < row.drawn * leastStruck)
        failed.push(`${theme}: ${row.struck} of ${row.drawn} faults came before their poll had ended`)
      // A long run shows that it goes on.
      if (asked.schedules !== undefined) print(`${theme}: ${played.length} schedules, ${failures} failed`)
    }
  }
  for (const line of missing) print(line)
  if (rows.every(({ schedules }) => schedules === 0))
    throw new Error(
      `nothing was played of "${only ?? 'any theme'}" on the homes "${options.homes}". ${missing.join('. ')}`,
    )
  return { rows, failed }
}

function storiesOf(theme: string, each: number, { seed, story, schedules, theme: only }: Asked): Story[] {
  if (story !== undefined) return [story]
  const length = only === undefined ? each : (schedules ?? each)
  const seeds = seed === undefined ? Array.from({ length }, (_, at) => at + 1) : [seed]
  return seeds.map((one) => makeStory(one, theme))
}

async function howAgain(
  story: Story,
  { broken }: Played,
  { isExact = false, play }: Group,
  { test, homes }: { readonly test: string; readonly homes: string },
  isDrawn: boolean,
): Promise<string> {
  const head = [`\n${story.theme}, seed ${story.seed}:`, ...broken.map((law) => `  ${law}`)]
  // From a file, which is played again as it was now.
  if (!isDrawn) return head.join('\n')
  if (!isExact)
    return [
      ...head,
      'The same story again; its servers or processes have a time of their own, so that it may end otherwise:',
      again(story, test),
    ].join('\n')
  const shortest = await shrink(story, play)
  return [
    ...head,
    'Exactly this again:',
    again(story, test),
    `As short as it was made, ${shortest.steps.length} steps:`,
    againShortest(shortest, homes, test),
  ].join('\n')
}

/** Leaves out steps, and faults of steps, for as long as the story still fails. */
async function shrink(story: Story, play: (story: Story) => Promise<Played>): Promise<Story> {
  let shortest = story
  let left = shrinks
  const fails = async (shorter: Story): Promise<boolean> => {
    left -= 1
    if (left < 0) return false
    // One that can not be played to its end would hide the law that was broken.
    const played = await play(shorter).catch(() => undefined)
    if (played === undefined || played.broken.length === 0) return false
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
