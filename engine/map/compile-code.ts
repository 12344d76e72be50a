import { type Generated, generate, type Known, type NotCompiled } from '../jsonata/compile.ts'
import type { Node } from '../jsonata/tree.ts'
import { mappingFunctions } from './functions.ts'

/** Tests compare compiled code with the interpreter: while this says so, everything is interpreted. */
export const interpreting = { all: false }

/** What mappings bind beside the functions of JSONata. */
const names: readonly Known[] = [
  ...mappingFunctions.map(({ name }): Known => ({ name, kind: 'function' })),
  ...['parameters', 'payload', 'carried'].map((name): Known => ({ name, kind: 'data' })),
]

/** Of these the lines of thousands of rows name few. */
const named: readonly string[] = ['contest', 'unit', 'selection']

/** By their texts, as long as somebody has them: thousands of feeds of one vendor are of one expression, whose code may be a megabyte. */
const generated = new Map<string, WeakRef<Generated>>()

/** The code of an expression as the parser has read it, or why it has none. The one place that decides which it is. */
export function codeOf(ast: Node, text: string): Generated | NotCompiled {
  if (interpreting.all) return { because: 'everything is interpreted', offset: undefined }
  const known = generated.get(text)?.deref()
  if (known !== undefined) return known
  const made = generate(ast, { known: names, nulls: 'none', remember: named })
  if ('code' in made) generated.set(text, new WeakRef(made))
  return made
}
