import { entities } from '../flow/entities.ts'
import { regexProof } from '../flow/regex-proof.ts'
import { re2 } from '../flow/regex-re2.ts'
import type { Evaluation } from '../map/evaluation.ts'
import { compileExpression, type ExpressionSource } from '../map/expression.ts'
import { zones } from '../map/zones.ts'

/** An expression that has no code, for the interpreter. It was found sound before. */
export async function interpreted(
  text: string,
  source: Omit<ExpressionSource, 'text'>,
): Promise<Evaluation['over']> {
  // JSONata evaluates step by step, and knows of no library that is still to be loaded.
  await Promise.all([re2, regexProof, entities, zones].map((library) => library.load()))
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
