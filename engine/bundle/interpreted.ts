import type { Evaluation } from '../map/evaluation.ts'
import { compileExpression, type ExpressionSource } from '../map/expression.ts'

/** An expression that has no code, for the interpreter. It was found sound before. */
export function interpreted(text: string, source: Omit<ExpressionSource, 'text'>): Evaluation['over'] {
  const expression = compileExpression(
    { ...source, text },
    {
      position: () => undefined,
      report(problem) {
        throw new Error('an expression was found sound, and now has a problem', { cause: problem })
      },
    },
  )
  if (expression === undefined) throw new Error('an expression was found sound, and can not be read')
  return (given) => expression.over(given)
}
