import { NotLoaded, withLibraries } from '../flow/library.ts'
import type { Evaluable, Factory } from '../jsonata/compile.ts'
import { worded } from '../jsonata/messages.ts'
import { FunctionValue } from '../jsonata/runtime/builtin.ts'
import { leavingOutNulls, type Nulls } from '../jsonata/runtime/nulls.ts'
import { createRuntime } from '../jsonata/runtime/runtime.ts'
import type { Json } from '../model/json.ts'
import { compiledBounds } from './bounds.ts'
import type { Evaluate, Evaluation } from './evaluation.ts'
import { isOutOfTime } from './failure.ts'
import { type MappingFacts, type MappingFunction, mappingFunctions } from './functions.ts'
import { bindingsOf, finder, type Given, type Lookups } from './given.ts'
import { copy } from './plain.ts'
import { regexEngine } from './regexes.ts'

/** What compiled code of an expression needs at run time, beside the code. */
export interface CompiledFacts extends Omit<MappingFacts, 'find'> {
  readonly lookups: Lookups
  readonly parameters: Readonly<Record<string, string | number | boolean>>
  readonly milliseconds: number
}

/** Compiled code at work on rows. `builtins`: the functions of JSONata that it may call, by name. */
export function compiledOver(
  factory: Factory,
  facts: CompiledFacts,
  builtins: ReadonlyMap<string, FunctionValue>,
): Evaluation['over'] {
  const bounds = compiledBounds(facts.milliseconds)
  const nulls: Nulls = { clean: false }
  const runtime = createRuntime({ bounds, builtins, regexEngine, nulls, now: () => 0 })
  const evaluable: Evaluable = factory(runtime)
  const parameters = Object.freeze({ ...facts.parameters })
  const functionsFor = ownFunctions(facts)
  function over(given: Given): Evaluate {
    const evaluate = evaluable({ ...bindingsOf(given), ...functionsFor(given), parameters })
    const once = (value: Json): unknown => {
      bounds.begin()
      return evaluate(value)
    }
    const twice = (value: Json): unknown => {
      try {
        return once(value)
      } catch (thrown) {
        // The clock goes on while a machine under load runs something else; a real runaway fails twice.
        if (isOutOfTime(thrown)) return once(value)
        throw isTooDeep(thrown) && bounds.levels() > deep ? { code: 'D1011' } : worded(thrown)
      }
    }
    const evaluated = leavingOutNulls(nulls, twice, copy)
    return (value) => {
      try {
        return evaluated(value)
      } catch (thrown) {
        // In a bundle libraries are loaded when a row turns out to need them.
        if (thrown instanceof NotLoaded) return withLibraries(() => evaluated(value))
        throw thrown
      }
    }
  }
  /** Rows of one payload come in many batches. */
  const known = new WeakMap<Given, Evaluate>()
  return (given) => {
    const evaluate = known.get(given) ?? over(given)
    known.set(given, evaluate)
    return evaluate
  }
}

/** Levels of functions that call each other, when the stack is full: what is nested otherwise has few. */
const deep = 100
const isTooDeep = (thrown: unknown): boolean =>
  thrown instanceof RangeError && /call stack/i.test(thrown.message)

/** Our functions; those that ask lookups are made again, where the capture fills some. */
function ownFunctions(facts: CompiledFacts): (given: Given) => Readonly<Record<string, FunctionValue>> {
  const once = made(facts, undefined, () => true)
  return ({ lookups }) =>
    lookups === undefined || lookups.size === 0
      ? once
      : { ...once, ...made(facts, lookups, ({ asks }) => asks === true) }
}

function made(
  facts: CompiledFacts,
  filled: Given['lookups'],
  chosen: (one: MappingFunction) => boolean,
): Readonly<Record<string, FunctionValue>> {
  const all = { ...facts, find: finder(facts.lookups, filled, true) }
  return Object.fromEntries(
    mappingFunctions.filter(chosen).map(({ name, make }) => {
      const run = make(all)
      return [name, new FunctionValue(name, undefined, undefined, run, run.length)]
    }),
  )
}
