import { type Evaluation, rejectionBy } from '../map/evaluation.ts'
import type { Planned } from './planned.ts'

/** The expressions of a plan at work, in their order. */
export async function evaluations(planned: Planned): Promise<readonly Evaluation[]> {
  const { interpreted } = await import('./interpreted.ts')
  return planned.expressions.map((expression) => ({
    over: interpreted(expression.text, planned),
    rejection: rejectionBy(expression.marks),
  }))
}
