import type { Config } from '../config.ts'
import type { Clock } from '../time/clock.ts'
import type { Output } from './output.ts'

/** What a command says with its end (DESIGN §12). Wrong usage is 2, and is thrown as a CLI_* error. */
export const exit = { fine: 0, problems: 1, held: 3 } as const
export type Exit = (typeof exit)[keyof typeof exit]

/** A word after the command. Shown by its key in capitals: `feed` is FEED. */
export interface Argument {
  readonly about: string
  readonly optional?: true
  /** All the words from here on; only the last argument can be so. */
  readonly many?: true
}

/** `--some-thing` for the key `someThing`. Without `value` it is a flag. */
export interface Option {
  readonly about: string
  /** What the value is, in capitals: `FILE`. */
  readonly value?: string
  readonly oneOf?: readonly string[]
  /** May be given several times. */
  readonly many?: true
}

type ArgumentValue<A extends Argument> = A extends { readonly many: true }
  ? readonly string[]
  : A extends { readonly optional: true }
    ? string | undefined
    : string
type OptionValue<O extends Option> = O extends { readonly value: string }
  ? O extends { readonly many: true }
    ? readonly string[]
    : O extends { readonly oneOf: readonly (infer One)[] }
      ? One | undefined
      : string | undefined
  : boolean

export type Arguments = Readonly<Record<string, Argument>>
export type Options = Readonly<Record<string, Option>>

/** What a command is given. It opens what it needs (`await using homes = await openHomes(config, …)`) and closes it. */
export interface Call<A extends Arguments = Arguments, O extends Options = Options> {
  readonly args: { readonly [Key in keyof A]: ArgumentValue<A[Key]> }
  readonly options: { readonly [Key in keyof O]: OptionValue<O[Key]> }
  readonly config: Config
  readonly out: Output
  readonly clock: Clock
  /** Aborts on Ctrl-C and SIGTERM. A command that waits for it returns; any other may throw its reason. */
  readonly signal: AbortSignal
}

/** One command. `--help` and `--json` are every command's own already, and `--home` that of all that the table marks. */
export interface Command<A extends Arguments = Arguments, O extends Options = Options> {
  readonly arguments: A
  readonly options: O
  /** At least one, as typed: `feed validate us-zz-harbor`. */
  readonly examples: readonly string[]
  /** Throws FeedError, or an AggregateError of several; `command-line.ts` prints them. */
  run(call: Call<A, O>): Promise<Exit>
}

/** Declares a command; what `run` is given is read off the declarations. */
export function command<const A extends Arguments, const O extends Options>(
  parts: Command<A, O>,
): Command<A, O> {
  return parts
}
