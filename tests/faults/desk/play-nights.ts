import { expect } from 'vitest'
import type { Asked } from '../asked.ts'
import { again } from '../replay.ts'
import { type Row, rowOf } from '../report.ts'
import { makeNight, type Night, type NightTheme, nightThemes } from './night.ts'
import type { PlayedNight } from './play.ts'

/** Of so many strikes and more, this share must come before the night has ended: what never strikes tries nothing. */
const enough = 20
const leastStruck = 0.25
const mostFailures = 3

export interface Nights {
  /** Seeds of each theme, from 1. */
  readonly each: number
  readonly play: (night: Night) => Promise<PlayedNight>
  /** The project and file in which a seed is played again. */
  readonly test: string
  readonly lanes?: number
}

/**
 * Plays the nights that were asked for, prints how to play again what failed, and stops a theme at its third failure.
 * Answers with a row for each theme, and the failures in a line each.
 */
export async function playNights(
  { each, play, test, lanes = 1 }: Nights,
  { schedules, seed, theme: only }: Asked,
): Promise<{ readonly rows: readonly Row[]; readonly failed: readonly string[] }> {
  const failed: string[] = []
  const themes = nightThemes.filter((one) => only === undefined || one === only)
  const count = only === undefined ? each : (schedules ?? each)
  const seeds = seed === undefined ? Array.from({ length: count }, (_, at) => at + 1) : [seed]
  const waiting = themes.flatMap((theme) => seeds.map((one) => ({ theme, seed: one })))
  const played = new Map<NightTheme, PlayedNight[]>(themes.map((theme) => [theme, []]))
  const failures = new Map<NightTheme, number>()
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const failedBefore = failures.get(next.theme) ?? 0
      if (failedBefore >= mostFailures) continue
      const one = await play(makeNight(next.seed, next.theme))
      played.get(next.theme)?.push(one)
      if (one.broken.length === 0) continue
      failures.set(next.theme, failedBefore + 1)
      failed.push(`${next.theme}, seed ${next.seed}: ${one.broken[0]}`)
      print([`\n${next.theme}, seed ${next.seed}:`, ...one.broken.map((law) => `  ${law}`), 'This again:'])
      print([again(next, test)])
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  const rows = themes.map((theme) => rowOf(theme, (played.get(theme) ?? []).map(asStory)))
  for (const { fault, drawn, struck } of rows) {
    if (drawn >= enough && struck < drawn * leastStruck)
      failed.push(`${fault}: ${struck} of ${drawn} strikes came before the night had ended`)
  }
  expect(rows.reduce((sum, { schedules: some }) => sum + some, 0)).toBeGreaterThan(0)
  return { rows, failed }
}

/** In the columns of the report: a run of a consumer is what a poll is there. */
const asStory = ({ runs, repeated, seconds, ...rest }: PlayedNight) => ({
  ...rest,
  polls: runs,
  repeated,
  seconds,
})

const print = (lines: readonly string[]): boolean => process.stdout.write(`${lines.join('\n')}\n`)
