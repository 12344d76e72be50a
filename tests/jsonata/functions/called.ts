import jsonata from 'jsonata'
import { boundsOf } from '../../../engine/jsonata/runtime/bounds.ts'
import {
  arityOf,
  type Context,
  type FunctionValue,
  isFunction,
} from '../../../engine/jsonata/runtime/builtin.ts'
import { builtins } from '../../../engine/jsonata/runtime/builtins.ts'
import { matcherOf } from '../../../engine/jsonata/runtime/functions/matcher.ts'
import { createSequence, isSequence, settled } from '../../../engine/jsonata/runtime/sequence.ts'
import { faultOutcome, type Outcome, valueOutcome } from '../outcome.ts'

/** A regular expression among the arguments: each side makes its own function of it. */
export class Regex {
  readonly expression: RegExp
  constructor(source: string, flags = '') {
    this.expression = new RegExp(source, `${flags}g`)
  }
  toString(): string {
    return String(this.expression)
  }
}

/** An item as a sequence would hand it on: sides see its mark. */
export const sequenceOf = (...items: readonly unknown[]): unknown[] =>
  Object.assign([...items], { sequence: true })

/** Calls a function of the library as an expression does. */
export async function byLibrary(name: string, args: readonly unknown[], context?: unknown): Promise<Outcome> {
  const names = args.map((_, at) => `a${at}`)
  const given = args.map((argument) => (argument instanceof Regex ? regexOfLibrary(argument) : argument))
  const bindings = Object.fromEntries(await Promise.all(names.map(async (one, at) => [one, await given[at]])))
  try {
    const text = `$${name}(${names.map((one) => `$${one}`).join(', ')})`
    return valueOutcome(await parsed(text).evaluate(context, bindings))
  } catch (thrown) {
    return withoutPlace(faultOutcome(thrown))
  }
}

const known = new Map<string, jsonata.Expression>()
function parsed(text: string): jsonata.Expression {
  const before = known.get(text) ?? jsonata(text)
  known.set(text, before)
  return before
}

const regexOfLibrary = ({ expression }: Regex): Promise<unknown> =>
  parsed(`/${expression.source}/${expression.flags.replace('g', '')}`).evaluate({})

/** Calls one of ours as generated code does, with arguments that nothing may change. */
export function byOurs(name: string, args: readonly unknown[], input?: unknown): Outcome {
  try {
    const { signature, run } = builtins.get(name) as FunctionValue
    const given = args.map((argument) =>
      argument instanceof Regex ? matcherOf(RegExp, argument.expression, 0) : settled(frozen(argument)),
    )
    const context = contextOf(asInput(frozen(input)))
    const taken = signature?.validate(given, context.input) ?? given
    return valueOutcome(settled(run.apply(context, taken as never[])))
  } catch (thrown) {
    return withoutPlace(faultOutcome(thrown))
  }
}

const withoutPlace = (outcome: Outcome): Outcome =>
  outcome.kind === 'value' ? outcome : { ...outcome, position: undefined, token: undefined }

/** What a call knows, without bounds and on a clock that stands. */
export function contextOf(input?: unknown): Context {
  return {
    input,
    apply(callee, args) {
      if (typeof callee === 'function') return (callee as (...given: unknown[]) => unknown)(...args)
      const { signature, run } = callee as FunctionValue
      return settled(run.apply(this, (signature?.validate(args, null) ?? args) as never[]))
    },
    bounds: boundsOf(),
    now: () => 1_700_000_000_000,
    chance: () => 0.5,
  }
}

function asInput(input: unknown): unknown {
  if (!Array.isArray(input) || isSequence(input)) return input
  const whole = createSequence(input)
  whole.outerWrapper = true
  return whole
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || isFunction(value)) return value
  for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}

/** The arity of one of ours, and what partial application finds. */
export const shapeOf = (name: string): { arity: number; parameters: readonly string[] | undefined } => {
  const builtin = builtins.get(name) as FunctionValue
  return { arity: arityOf(builtin), parameters: builtin.parameters }
}
