import { codeOf, interpreting } from '../../engine/map/compile-code.ts'
import { interpreter, parseExpression } from '../../engine/map/parse.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { planOf } from '../helpers/judged.ts'
import { mendedLibrary } from './mended-library.ts'

/** The plan of a feed all of whose expressions the library interprets. */
export function interpretedPlanOf(path: string): Plan {
  interpreting.all = true
  try {
    return planOf(path)
  } finally {
    interpreting.all = false
  }
}

/**
 * The same by the library that evaluates the members of an object one after another: of two that fail, the first is said.
 * See the deviation "members at the same time".
 */
export function interpretedInOrder(path: string): Plan {
  const { of } = interpreter
  interpreter.of = mendedLibrary([]) as unknown as typeof of
  try {
    return interpretedPlanOf(path)
  } finally {
    interpreter.of = of
  }
}

/** Why mappings of a plan have no code, where they have none. */
export function notCompiled({ parts }: Plan): readonly string[] {
  return parts.flatMap(({ name, map }) => {
    if (map?.written === undefined) return []
    const parsed = parseExpression(map.written.text, {})
    if ('problem' in parsed) return [`${name}: ${parsed.problem}`]
    const code = codeOf(parsed.ast, map.written.text)
    return 'because' in code ? [`${name}: ${code.because}`] : []
  })
}
