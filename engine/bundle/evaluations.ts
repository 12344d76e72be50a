import { withLibraries } from '../flow/library.ts'
import { libraryNames } from '../jsonata/runtime/library-names.ts'
import { ownBuiltins } from '../jsonata/runtime/own-builtins.ts'
import { compiledOver } from '../map/compiled-expression.ts'
import { type Evaluation, rejectionBy } from '../map/evaluation.ts'
import { believe } from '../map/regexes.ts'
import { namesOf } from './names-of.ts'
import type { Planned, PlannedExpression } from './planned.ts'

/**
 * The expressions of a plan at work, in their order: their code; of those that have none the text, for the interpreter,
 * which is loaded for them only, as JSONata's library is for the functions that are its own, and that of regular expressions
 * for those of which nothing is proven.
 */
export async function evaluations(planned: Planned): Promise<readonly Evaluation[]> {
  const { lookups, parameters, timezone, values, limits } = planned
  believe(planned.proofs)
  const names = await withLibraries(() => namesOf(planned))
  const facts = { lookups, parameters, timezone, values, names, milliseconds: limits.expressionMilliseconds }
  const evaluation = async (expression: PlannedExpression): Promise<Evaluation['over']> => {
    if (!('code' in expression)) {
      const { interpreted } = await import('./interpreted.ts')
      return interpreted(expression.text, { ...facts, carried: planned.carried })
    }
    const { code, uses } = expression
    const builtins = uses.some((name) => libraryNames.has(name))
      ? (await import('../jsonata/runtime/builtins.ts')).builtins
      : ownBuiltins
    return withLibraries(() => compiledOver(code, facts, builtins))
  }
  return Promise.all(
    planned.expressions.map(async (expression) => ({
      over: await evaluation(expression),
      rejection: rejectionBy(expression.marks),
    })),
  )
}
