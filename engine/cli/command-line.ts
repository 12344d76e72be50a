import type { Config, HomeWord } from '../config.ts'
import { type ErrorCode, FeedError, feedError } from '../errors/feed-error.ts'
import { renderJson, renderText } from '../errors/render.ts'
import { near } from '../flow/near.ts'
import type { Clock } from '../time/clock.ts'
import { onceEach } from './once-each.ts'
import { type Output, outputOf, type Terminal } from './output.ts'
import { parse } from './parse.ts'
import { type Row, table } from './table.ts'
import { typedHere } from './typed-here.ts'

/** What a command line works in: the world of a process, or of a test. */
export interface World {
  readonly terminal: Terminal
  /** `home` is what the command line said. */
  readonly config: (home?: HomeWord) => Config
  /** The settings file, where a variable of the process told of it. */
  readonly settings?: string | undefined
  /** What the shell knows the program as; `feed` where it is not said. */
  readonly called?: string
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Runs one command line and says how it ended: 0 fine, 1 problems, 2 wrong usage, 3 held. A bug is thrown. */
export async function commandLine(
  given: readonly string[],
  world: World,
  commands: readonly Row[] = table,
): Promise<number> {
  const { settings, called = 'feed' } = world
  let typed = typedHere({ settings, called, home: undefined }, commands)
  const out = outputOf(world.terminal, asksForJson(given), (text) => typed(text))
  // `feed help validate` is `feed validate --help`.
  const words = given[0] === 'help' && given[1] !== undefined ? [given[1], '--help'] : given
  try {
    const name = words.find((word) => !word.startsWith('-'))
    const row = commands.find((one) => one.name === name)
    if (name !== undefined && row === undefined && name !== 'help') {
      const known = commands.map((one) => one.name)
      throw feedError('CLI_COMMAND_UNKNOWN', { name, near: near(name, known), known })
    }
    const parsed = await parse(words, commands, row, world.terminal)
    if (parsed.kind === 'done') return parsed.exit
    const { command, args, options, home } = parsed
    typed = typedHere({ settings, called, home }, commands)
    const { clock, signal } = world
    return await command.run({ args, options, config: world.config(home), out, clock, signal })
  } catch (error) {
    return failed(error, world, out)
  }
}

/** Asked before anything is parsed: wrong usage is told to machines as JSON too. */
const asksForJson = (words: readonly string[]): boolean => {
  const end = words.indexOf('--')
  return (end === -1 ? words : words.slice(0, end)).includes('--json')
}

function failed(error: unknown, { terminal, signal }: World, out: Output): number {
  if (signal.aborted && (error === signal.reason || isAbort(error))) {
    out.progress('')
    terminal.stderr('Stopped.\n')
    return 130
  }
  const all = error instanceof AggregateError ? (error.errors as readonly unknown[]) : [error]
  if (!all.every((one) => one instanceof FeedError)) throw error
  const errors = onceEach(all)
  out.progress('')
  if (out.json) out.data({ problems: errors.map(renderJson) })
  else for (const one of errors) out.aside(renderText(one))
  return errors.some(({ code }) => isWrongUsage(code)) ? 2 : 1
}

/** Of options that name a folder, and not of what is in it. */
const wrongFolders: ReadonlySet<string> = new Set<ErrorCode>([
  'REHEARSE_NIGHT_MISSING',
  'REHEARSE_DATA_TAKEN',
  'REHEARSE_NOT_BEGUN',
])
const isWrongUsage = (code: string): boolean => code.startsWith('CLI_') || wrongFolders.has(code)

const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || error.name === 'POLL_STOPPED')
