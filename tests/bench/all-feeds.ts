import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const feed = fileURLToPath(new URL('../../engine/cli/feed.js', import.meta.url))

/** What `feed test` over all feeds of the project takes, in a process of its own; compiling and loading is in `whole`. */
export interface FeedsLine {
  readonly cases: number
  readonly rows: number
  readonly seconds: number
  readonly whole: number
}

/** Judges every case of every feed. A case that is not as expected ends the bench: its figures would mean nothing. */
export function testedFeeds(): FeedsLine {
  const began = performance.now()
  const said = execFileSync(process.execPath, [feed, 'test', '--json'], {
    encoding: 'utf8',
    maxBuffer: 1_000_000_000,
  })
  const whole = (performance.now() - began) / 1_000
  const { cases, rows, seconds } = JSON.parse(said) as {
    readonly cases: readonly unknown[]
    readonly rows: number
    readonly seconds: number
  }
  return { cases: cases.length, rows, seconds, whole }
}
