import { type Generated, generate, type Known, type NotCompiled } from '../jsonata/compile.ts'
import type { Node } from '../jsonata/tree.ts'
import { mappingFunctions } from './functions.ts'

/** Tests compare compiled code with the interpreter: while this says so, everything is interpreted. */
export const interpreting = { all: false }

/** What mappings bind beside the functions of JSONata. */
const known: readonly Known[] = [
  ...mappingFunctions.map(({ name }): Known => ({ name, kind: 'function' })),
  ...['parameters', 'payload', 'carried'].map((name): Known => ({ name, kind: 'data' })),
]

/** The code of an expression as the parser has read it, or why it has none. The one place that decides which it is. */
export function codeOf(ast: Node): Generated | NotCompiled {
  if (interpreting.all) return { because: 'everything is interpreted', offset: undefined }
  return generate(ast, { known, nulls: 'none' })
}
