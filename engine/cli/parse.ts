import { CommanderError, InvalidArgumentError, Command as Parser, Option as ParserOption } from 'commander'
import engine from '../../package.json' with { type: 'json' }
import { type HomeWord, homeWords } from '../config.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Argument, Command, Option } from './command.ts'
import type { Terminal } from './output.ts'
import type { Row } from './table.ts'

type Value = string | boolean | readonly string[] | undefined

/** Every command that opens homes has it (`homes` in the table). */
const homeOption: Option = {
  value: 'HOME',
  oneOf: homeWords,
  about: 'where state, archive, log and results are: this machine, or the cloud; it outranks CANVASS_STORES',
}

export type Parsed =
  | {
      readonly kind: 'call'
      readonly command: Command
      readonly args: Readonly<Record<string, never>>
      readonly options: Readonly<Record<string, never>>
      /** Where it said that its homes are. */
      readonly home: HomeWord | undefined
    }
  /** Help or the version was asked for, and given. */
  | { readonly kind: 'done'; readonly exit: number }

/** Reads a command line by the declarations of the command it names. Wrong usage is CLI_USAGE. */
export async function parse(
  words: readonly string[],
  commands: readonly Row[],
  called: Row | undefined,
  terminal: Terminal,
): Promise<Parsed> {
  const program = quiet(new Parser('feed'), terminal)
    .description('Election-result feeds: write, check, run and watch them.')
    .usage('COMMAND [options]')
    .version(engine.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help; "feed COMMAND --help" explains one command')
    .helpCommand(false)
    .addOption(new ParserOption('--json').hideHelp())
    .addHelpText('after', '\nExit codes: 0 fine, 1 problems found, 2 wrong usage, 3 held by a check.')
  let parsed: Parsed | undefined
  for (const row of commands) {
    const sub = quiet(program.command(row.name), terminal).summary(row.summary).helpGroup(`${row.group}:`)
    if (row !== called) continue
    // oxlint-disable-next-line no-await-in-loop -- at most one is loaded
    const command: Command = await row.load()
    declare(sub, row, command)
    sub.action(() => {
      const given = sub.processedArgs as readonly Value[]
      const args = Object.fromEntries(Object.keys(command.arguments).map((key, at) => [key, given[at]]))
      const options = Object.fromEntries(
        Object.entries(command.options).map(([key, option]) => [
          key,
          sub.opts<Record<string, Value>>()[key] ?? absent(option),
        ]),
      )
      const home = row.homes === true ? sub.opts<{ readonly home?: HomeWord }>().home : undefined
      parsed = { kind: 'call', command, args: args as never, options: options as never, home }
    })
  }
  if (called === undefined && !words.some((word) => word.startsWith('-'))) {
    program.outputHelp()
    return { kind: 'done', exit: words.length === 0 ? 2 : 0 }
  }
  try {
    program.parse(words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { kind: 'done', exit: 0 }
    if (error.code === 'commander.help') throw noCommand()
    throw usage(error, called)
  }
  if (parsed === undefined)
    throw feedError('CLI_USAGE', { problem: 'There is no command', advice: seeHelp() })
  return parsed
}

const noCommand = () => feedError('CLI_USAGE', { problem: 'No command is given', advice: seeHelp() })

const absent = ({ value, many }: Option): Value =>
  value === undefined ? false : many === true ? [] : undefined

/** Errors are thrown and rendered as all errors are; help goes where the terminal is. */
const quiet = (parser: Parser, terminal: Terminal): Parser =>
  parser
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({ writeOut: terminal.stdout, writeErr: () => undefined })

function declare(sub: Parser, { summary, homes }: Row, command: Command): void {
  sub.description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`)
  for (const [key, argument] of Object.entries(command.arguments)) {
    sub.argument(shownArgument(key, argument), argument.about)
  }
  for (const [key, option] of Object.entries(command.options)) sub.addOption(parserOption(key, option))
  if (homes === true) sub.addOption(parserOption('home', homeOption))
  sub.option('--json', 'print one JSON document for machines')
  sub.helpOption('-h, --help', 'print this')
  sub.addHelpText('after', `\nExamples:\n${command.examples.map((line) => `  ${line}`).join('\n')}`)
}

function shownArgument(key: string, { optional, many }: Argument): string {
  const name = `${key.toUpperCase()}${many === true ? '...' : ''}`
  return optional === true ? `[${name}]` : `<${name}>`
}

function parserOption(key: string, { about, value, oneOf, many }: Option): ParserOption {
  const flag = `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  const option = new ParserOption(value === undefined ? flag : `${flag} <${value}>`, about)
  if (oneOf !== undefined) option.choices([...oneOf])
  if (many === true) {
    // Instead of the parser's own, which is also what holds the words against the choices.
    option.argParser((word: string, before: readonly string[] | undefined) => {
      if (oneOf?.includes(word) === false)
        throw new InvalidArgumentError(`Allowed choices are ${oneOf.join(', ')}.`)
      return [...(before ?? []), word]
    })
  }
  return option
}

/** `error: unknown option '--fromat'\n(Did you mean --format?)` */
function usage({ message }: CommanderError, called: Row | undefined): Error {
  const [first = '', suggestion] = message.replace(/^error: /, '').split('\n')
  const problem = `${first[0]?.toUpperCase()}${first.slice(1)}`.replace(/\.$/, '')
  const advice = [suggestion?.replace(/^\(|\)$/g, ''), seeHelp(called)].filter(Boolean).join(' ')
  return feedError('CLI_USAGE', { problem, advice })
}

const seeHelp = (called?: Row): string => `See "feed ${called === undefined ? '' : `${called.name} `}--help".`
