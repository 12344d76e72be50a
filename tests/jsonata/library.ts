import jsonata from 'jsonata'
import { isEndless } from '../../engine/jsonata/runtime/functions/from-library.ts'
import { parseExpression } from '../../engine/map/parse.ts'

/** What bounds an evaluation of the library: milliseconds, and levels of evaluation. */
export interface LibraryBounds {
  readonly timeout?: number
  readonly stack?: number
}

interface Builtin {
  readonly implementation: (this: unknown, ...given: unknown[]) => unknown
  readonly signature: { readonly definition: string }
}
const own = async (name: string): Promise<Builtin> => (await jsonata(`$${name}`).evaluate({})) as Builtin
const [number, integer] = [await own('formatNumber'), await own('formatInteger')]

/** Nobody can wait for these two where they go on for ever: then D1001, as ours say. */
export function endless(name: string, given: readonly unknown[]): void {
  // As the library throws.
  // oxlint-disable-next-line no-throw-literal
  if (isEndless(name, given)) throw { code: 'D1001', value: given[0] }
}
function formatNumber(this: unknown, value: unknown, picture: unknown, options: unknown): unknown {
  endless('formatNumber', [value, picture, options])
  return number.implementation.call(this, value, picture, options)
}
function formatInteger(this: unknown, value: unknown, picture: unknown): unknown {
  endless('formatInteger', [value, picture])
  return integer.implementation.call(this, value, picture)
}
/** An expression read by the library, as the engine has it read. Undefined: it is none. */
export function readByLibrary(expression: string, bounds: LibraryBounds): jsonata.Expression | undefined {
  const parsed = parseExpression(expression, bounds)
  if ('problem' in parsed) return undefined
  parsed.expression.registerFunction('formatNumber', formatNumber, number.signature.definition)
  parsed.expression.registerFunction('formatInteger', formatInteger, integer.signature.definition)
  return parsed.expression
}
