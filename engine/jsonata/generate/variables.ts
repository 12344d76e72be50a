import type { Node } from '../tree.ts'
import { bindsIn } from './binds.ts'
import { type Made, may, nothing, types } from './types.ts'
import { kept, type Place, type Writing } from './writing.ts'

/** `$`, `$$`, `$name`. */
export function variable(w: Writing, node: Node, { input, scope }: Place): Made {
  if (node.value !== '') return scope.read(String(node.value))
  if (!may(input.type, types.sequence)) return input
  return { ...input, js: `${w.use('unwrapped')}(${input.js})` }
}

/** `$name := …` */
export function bind(w: Writing, node: Node, place: Place): Made {
  const name = String((node.lhs as Node).value)
  const made = kept(w, w.value(node.rhs as Node, { ...place, depth: place.depth }), name)
  place.scope.bind(name, made, place.straight)
  return made
}

/** `( …; … )`: the value of the last, in a frame of its own. */
export function block(w: Writing, node: Node, place: Place): Made {
  const expressions = node.expressions ?? []
  const names = bindsIn(expressions)
  const inside: Place = { ...place, scope: place.scope.block(names), straight: true }
  let made = nothing
  for (const expression of expressions) made = w.value(expression, inside)
  return made
}
