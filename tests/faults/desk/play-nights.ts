import { expect } from 'vitest'
import type { Asked } from '../asked.ts'
import { again } from '../replay.ts'
import { type Row, rowOf } from '../report.ts'
import { makeNight, type Night, nightThemes } from './night.ts'
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
  const rows: Row[] = []
  const failed: string[] = []
  for (const theme of nightThemes.filter((one) => only === undefined || one === only)) {
    const count = only === undefined ? each : (schedules ?? each)
    const seeds = seed === undefined ? Array.from({ length: count }, (_, at) => at + 1) : [seed]
    const played: PlayedNight[] = []
    let failures = 0
    const lane = async (): Promise<void> => {
      for (let next = seeds.shift(); next !== undefined && failures < mostFailures; next = seeds.shift()) {
        const one = await play(makeNight(next, theme))
        played.push(one)
        if (one.broken.length === 0) continue
        failures += 1
        failed.push(`${theme}, seed ${next}: ${one.broken[0]}`)
        print([`\n${theme}, seed ${next}:`, ...one.broken.map((law) => `  ${law}`), 'This again:'])
        print([again({ seed: next, theme }, test)])
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    const row = rowOf(theme, played.map(asStory))
    rows.push(row)
    if (row.drawn >= enough && row.struck < row.drawn * leastStruck)
      failed.push(`${theme}: ${row.struck} of ${row.drawn} strikes came before the night had ended`)
    if (schedules !== undefined) print([`${theme}: ${played.length} nights, ${failures} failed`])
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
