import type jsonata from 'jsonata'
import { type Bindings, generate, type Known, type NotCompiled } from '../../engine/jsonata/compile.ts'
import { readAtRunTime } from '../../engine/jsonata/evaluate-text.ts'
import { instantiate } from '../../engine/jsonata/instantiate.ts'
import { boundsOf, type Limits } from '../../engine/jsonata/runtime/bounds.ts'
import { FunctionValue } from '../../engine/jsonata/runtime/builtin.ts'
import { builtins } from '../../engine/jsonata/runtime/builtins.ts'
import { createRuntime } from '../../engine/jsonata/runtime/runtime.ts'
import type { Node } from '../../engine/jsonata/tree.ts'
import type { Evaluator } from './compare.ts'
import { faultOutcome, valueOutcome } from './outcome.ts'

/** Compiles an expression and makes it a function in memory. */
export function compiled(
  ast: jsonata.ExprNode,
  known: readonly Known[],
  limits: Limits,
): ((data: unknown, bindings: Bindings) => unknown) | NotCompiled {
  const generated = generate(ast as unknown as Node, { known })
  if ('because' in generated) return generated
  const bounds = boundsOf(limits)
  const runtime = createRuntime({ bounds, builtins, now: Date.now, read: readAtRunTime })
  const evaluable = instantiate(generated, runtime)
  return (data, bindings) => {
    bounds.begin()
    return evaluable(bindings)(data)
  }
}

/** Names that may be bound to anything. */
export const anything = (names: readonly string[]): readonly Known[] =>
  names.map((name) => ({ name, kind: 'value' }))

/** What is compiled, for comparisons. What the library does within its bounds takes fewer steps than these. */
export const compiledBy =
  (known: readonly Known[]): Evaluator =>
  (_, ast) => {
    const run = compiled(ast, known, { levels: 5_000, steps: 2_000_000 })
    if (typeof run !== 'function') return run
    return (data, bindings) => {
      try {
        return valueOutcome(run(data, functionValues(bindings)))
      } catch (thrown) {
        return faultOutcome(thrown)
      }
    }
  }

/** Functions that the library takes as its own are our own, too. */
export function functionValues(bindings: Bindings): Bindings {
  return Object.fromEntries(
    Object.entries(bindings).map(([name, value]) => {
      const { _jsonata_function: own, implementation } = (value ?? {}) as Registered
      if (own !== true) return [name, value]
      return [name, new FunctionValue(name, undefined, undefined, implementation, implementation.length)]
    }),
  )
}

/** A function as the library keeps it once it is registered. */
export interface Registered {
  readonly _jsonata_function?: true
  readonly implementation: (...given: never[]) => unknown
}
