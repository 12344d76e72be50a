import { jmespathLibrary } from '../../flow/jmespath-library.ts'
import type { Json, JsonObject } from '../../model/json.ts'

interface Node {
  readonly type: string
  readonly name?: string
  readonly value?: number
  readonly children?: readonly Node[]
}

/**
 * Is a key that a path of JMESPath goes through not there at all? What is null, or an entry that a list does not have, is
 * there and empty. Of expressions that are more than a path (filters, functions) nothing can be said: false.
 */
export function lacksKey(root: Json, expression: string): boolean {
  const steps = stepsOf(jmespathLibrary.use().compile(expression) as Node)
  let here: Json | undefined = root
  for (const step of steps ?? []) {
    if (here === null || here === undefined) return false
    if (typeof step === 'number') {
      if (!Array.isArray(here)) return true
      here = (here as readonly Json[]).at(step)
      continue
    }
    if (typeof here !== 'object' || Array.isArray(here) || !Object.hasOwn(here, step)) return true
    here = (here as JsonObject)[step]
  }
  return false
}

/** Undefined: it is no path. */
function stepsOf({ type, name, value, children = [] }: Node): readonly (string | number)[] | undefined {
  if (type === 'Field' && name !== undefined) return [name]
  if (type === 'Index' && value !== undefined) return [value]
  if (type === 'Current') return []
  if (type !== 'Subexpression' && type !== 'IndexExpression') return undefined
  const inner = children.map(stepsOf)
  return inner.every((steps) => steps !== undefined) ? inner.flat() : undefined
}
