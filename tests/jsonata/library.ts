import type jsonata from 'jsonata'
import { parseExpression } from '../../engine/map/parse.ts'

/** What bounds an evaluation of the library: milliseconds, and levels of evaluation. */
export interface LibraryBounds {
  readonly timeout?: number
  readonly stack?: number
}

/** An expression read by the library, as the engine has it read. Undefined: it is none. */
export function readByLibrary(expression: string, bounds: LibraryBounds): jsonata.Expression | undefined {
  const parsed = parseExpression(expression, bounds)
  return 'problem' in parsed ? undefined : parsed.expression
}
