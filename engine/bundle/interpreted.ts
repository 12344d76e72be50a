import type { Evaluation } from '../map/evaluation.ts'
import { compileExpression } from '../map/expression.ts'
import { namesOf } from './names-of.ts'
import type { Planned } from './planned.ts'

/** An expression that has no code, for the interpreter. */
export function interpreted(text: string, planned: Planned): Evaluation['over'] {
  const { lookups, parameters, carried, timezone, values, limits } = planned
  const milliseconds = limits.expressionMilliseconds
  const source = {
    text,
    lookups,
    parameters,
    carried,
    timezone,
    values,
    milliseconds,
    names: namesOf(planned),
  }
  const expression = compileExpression(source, {
    position: () => undefined,
    report(problem) {
      throw new Error(`an expression of ${planned.feed} was found sound, and now has a problem`, {
        cause: problem,
      })
    },
  })
  if (expression === undefined) throw new Error(`an expression of ${planned.feed} can not be read`)
  return (given) => expression.over(given)
}
