import { compileExpression } from '../../../engine/map/expression.ts'

/** How the engine evaluates a mapping. */
export interface EngineExpression {
  readonly evaluate: (value: unknown) => unknown
  /** `compiled`, or `interpreted` where a mapping can not be compiled. */
  readonly path: string
  readonly isAsync: boolean
}

/** A mapping as the engine makes it of its text. One with a mistake is a defect of the bench. */
export function engineExpression(text: string): EngineExpression {
  const expression = compileExpression(
    { text, lookups: {}, parameters: {}, timezone: 'America/New_York', milliseconds: 60_000 },
    {
      position: () => undefined,
      report(error) {
        throw error
      },
    },
  )
  if (expression === undefined) throw new Error('a reference mapping has a mistake')
  const evaluate = expression.over({}) as (value: unknown) => unknown
  return { evaluate, path: 'interpreted', isAsync: true }
}
