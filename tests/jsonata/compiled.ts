import type jsonata from 'jsonata'
import { type Bindings, type Generated, generate, type NotCompiled } from '../../engine/jsonata/compile.ts'
import { readAtRunTime } from '../../engine/jsonata/evaluate-text.ts'
import { instantiate } from '../../engine/jsonata/instantiate.ts'
import { boundsOf, type Limits } from '../../engine/jsonata/runtime/bounds.ts'
import { builtins } from '../../engine/jsonata/runtime/builtins.ts'
import { createRuntime } from '../../engine/jsonata/runtime/runtime.ts'
import type { Node } from '../../engine/jsonata/tree.ts'
import type { Evaluator } from './compare.ts'
import { faultOutcome, valueOutcome } from './outcome.ts'

/** Compiles an expression whose names from outside may be anything, and makes it a function in memory. */
export function compiled(
  ast: jsonata.ExprNode,
  names: readonly string[],
  limits: Limits,
): ((data: unknown, bindings: Bindings) => unknown) | NotCompiled {
  const generated: Generated | NotCompiled = generate(ast as unknown as Node, {
    known: names.map((name) => ({ name, kind: 'value' })),
  })
  if ('because' in generated) return generated
  const bounds = boundsOf(limits)
  const runtime = createRuntime({ bounds, builtins, now: Date.now, read: readAtRunTime })
  const evaluable = instantiate(generated, runtime)
  return (data, bindings) => {
    bounds.begin()
    return evaluable(bindings)(data)
  }
}

/** What is compiled, for comparisons. What the library does within its bounds takes fewer steps than these. */
export const compiledBy =
  (names: readonly string[]): Evaluator =>
  (_, ast) => {
    const run = compiled(ast, names, { levels: 5_000, steps: 2_000_000 })
    if (typeof run !== 'function') return run
    return (data, bindings) => {
      try {
        return valueOutcome(run(data, bindings))
      } catch (thrown) {
        return faultOutcome(thrown)
      }
    }
  }
