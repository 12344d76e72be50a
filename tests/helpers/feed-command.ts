import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { commandLine } from '../../engine/cli/command-line.ts'
import { readConfig } from '../../engine/config.ts'
import type { Clock } from '../../engine/time/clock.ts'
import { manualClock } from './manual-clock.ts'

/** How a command line ended and what it printed. */
export interface Ended {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
}
export interface Around {
  /** Variables, CANVASS_FEEDS and CANVASS_HOME above all; no others are seen. */
  readonly environment?: Readonly<Record<string, string>>
  readonly clock?: Clock
  /** The settings file that a variable told of, for the commands that are printed. */
  readonly settings?: string
  /** What the shell knows the program as. */
  readonly called?: string
  /** What a person answers, in order; without it nobody is there to ask. */
  readonly answers?: readonly string[]
  readonly signal?: AbortSignal
  /** Is told what is printed as it is printed. */
  readonly heard?: (text: string) => void
}

/** The command line in this very process: `feed('dry-run', 'us-xx-tiny')`. */
export async function feed(words: readonly string[], around: Around = {}): Promise<Ended> {
  const {
    environment = {},
    clock = manualClock({ auto: true }),
    answers,
    signal,
    heard,
    settings,
    called = 'feed',
  } = around
  const left = [...(answers ?? [])]
  let stdout = ''
  let stderr = ''
  const exit = await commandLine(words, {
    terminal: {
      stdout: (text) => {
        stdout += text
        heard?.(text)
      },
      stderr: (text) => void (stderr += text),
      live: false,
      width: undefined,
      style: (_, text) => text,
      ask: async () => left.shift(),
    },
    settings,
    called,
    config: (home) => readConfig({ CANVASS_ENV_FILE: '/dev/null', ...environment }, home),
    clock,
    signal: signal ?? new AbortController().signal,
  })
  return { exit, stdout, stderr }
}

const main = join(import.meta.dirname, '../../engine/cli/feed.js')

/** The real command line, as a process of its own. `cwd` is where relative paths start; `program` begins it otherwise. */
export function feedProcess(
  words: readonly string[],
  {
    environment = {},
    cwd = '.',
    program = main,
  }: {
    readonly environment?: Readonly<Record<string, string>>
    readonly cwd?: string
    readonly program?: string
  } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'], CANVASS_ENV_FILE: '/dev/null', ...environment }
    const child = spawn(process.execPath, [program, ...words], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (bytes: Buffer) => void (stdout += bytes.toString()))
    child.stderr.on('data', (bytes: Buffer) => void (stderr += bytes.toString()))
    child.on('error', reject)
    child.on('close', (exit) => resolve({ exit, stdout: stripVTControlCharacters(stdout), stderr }))
  })
}
