import {
  add,
  concat,
  concatWithin,
  divide,
  modulo,
  multiply,
  negative,
  noted,
  ordered,
  range,
  rangeAsList,
  subtract,
} from './arithmetic.ts'
import { boundsOf, type CountingBounds } from './bounds.ts'
import type { FunctionValue } from './builtin.ts'
import { callsOf } from './calls.ts'
import { fail } from './fault.ts'
import { type Frame, frameOf, unbound } from './frame.ts'
import { fast } from './functions/fast.ts'
import { matcherOf, type RegexEngine } from './functions/matcher.ts'
import { grouped, joined, put } from './grouping.ts'
import { failedTail, lambda, tail } from './lambda.ts'
import { called } from './notes.ts'
import { type Nulls, nullChecks } from './nulls.ts'
import { sorted } from './order.ts'
import { hole } from './partial.ts'
import { passing } from './passing.ts'
import { entry, keptList, open, unwrapped, whole } from './paths.ts'
import { Remembered } from './remembered.ts'
import {
  createSequence,
  itemsOf,
  listOf,
  sequenceOf,
  settled,
  settledList,
  single,
  singleton,
  tupleItems,
} from './sequence.ts'
import { signatureOf } from './signature.ts'
import { transformerOf } from './transformer.ts'
import {
  createStream,
  extended,
  heldBy,
  noTuple,
  numbered,
  sortedTuples,
  tupleAt,
  tupleGrouped,
  tuplesOf,
  tuplesSorted,
  tuplesWhere,
} from './tuples.ts'
import { isObject, itemAt } from './values.ts'

/** What generated code calls that needs nothing of one runtime. */
const operations = {
  ...fast,
  add,
  called,
  concat,
  concatWithin,
  createSequence,
  createStream,
  divide,
  entry,
  extended,
  fail,
  failedTail,
  frameOf,
  grouped,
  heldBy,
  hole,
  isObject,
  itemAt,
  itemsOf,
  joined,
  keptList,
  lambda,
  listOf,
  modulo,
  multiply,
  negative,
  noted,
  noTuple,
  numbered,
  open,
  ordered,
  put,
  range,
  rangeAsList,
  Remembered,
  sequenceOf,
  settled,
  settledList,
  signatureOf,
  single,
  singleton,
  sorted,
  sortedTuples,
  subtract,
  tail,
  tupleAt,
  tupleGrouped,
  tupleItems,
  tuplesOf,
  tuplesSorted,
  tuplesWhere,
  unbound,
  unwrapped,
  whole,
}

export interface RuntimeOptions {
  readonly bounds?: CountingBounds
  /** What matches regular expressions; without one, the machine's own. */
  readonly regexEngine?: RegexEngine
  /** The functions of JSONata by name. */
  readonly builtins: ReadonlyMap<string, FunctionValue>
  /** What is known of nulls in the input. */
  readonly nulls?: Nulls
  readonly now: () => number
  readonly chance?: () => number
  /** Reads an expression whose variables are those of a frame: `$eval`. */
  readonly read?: (runtime: Runtime, text: string, frame: Frame | undefined) => (input: unknown) => unknown
}

export type Runtime = Readonly<Record<string, unknown>> & {
  readonly bounds: CountingBounds
}

/** What generated code runs on. It serves one evaluation at a time. */
export function createRuntime(options: RuntimeOptions): Runtime {
  const { builtins, now, chance = Math.random, regexEngine = RegExp, read } = options
  const bounds = options.bounds ?? boundsOf()
  const calls = callsOf({
    bounds,
    now,
    chance,
    ...(read === undefined
      ? {}
      : { read: (text: string, frame: Frame | undefined) => read(runtime, text, frame) }),
  })
  const runtime: Runtime = {
    ...operations,
    ...passing(bounds),
    ...calls,
    ...nullChecks(options.nulls ?? { clean: false }),
    bounds,
    transformer: transformerOf(calls.apply, bounds),
    builtin: (name: string) => builtins.get(name),
    rootFrame: (bindings: Readonly<Record<string, unknown>>, names: readonly string[], input: unknown) =>
      frameOf((name) => builtins.get(name), { ...picked(bindings, names), $: input }),
    regex: (source: string, flags: string, position: number | undefined) =>
      matcherOf(regexEngine, new RegExp(source, flags), position),
  }
  return runtime
}

const picked = (
  bindings: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(names.flatMap((name) => (Object.hasOwn(bindings, name) ? [[name, bindings[name]]] : [])))
