import { leftOf, type Node } from '../tree.ts'
import { call } from './call.ts'
import { anyValue, type Made } from './types.ts'
import { below, kept, type Place, type Writing } from './writing.ts'

/** `value ~> $function`, `value ~> $function(…)` */
export function apply(w: Writing, node: Node, place: Place): Made {
  const right = node.rhs as Node
  const left = kept(w, w.value(leftOf(node), below(place)))
  if (right.type === 'function') return call(w, right, place, left)
  const callee = kept(w, w.value(right, below(place)))
  const js = `${w.use('applied')}(${callee.js}, ${left.js}, ${String(node.position)}, ${String(place.depth)}, ${place.scope.frame})`
  return kept(w, { js, type: anyValue })
}
