import type { Node } from '../tree.ts'
import { forgotten, token } from './call.ts'
import { type Made, types } from './types.ts'
import { below, kept, type Place, type Writing } from './writing.ts'

/** `$name(?, value)` */
export function partial(w: Writing, node: Node, place: Place): Made {
  const procedure = node.procedure as Node
  const args = (node.arguments ?? []).map((argument) =>
    argument.type === 'operator' ? w.use('hole') : kept(w, w.value(argument, below(place))).js,
  )
  const callee = kept(w, w.value(procedure, below(place)))
  forgotten(w, node, callee, place, 'T1007')
  const where = `${String(node.position)}, ${token(procedure)}`
  const js = `${w.use('partially')}(${callee.js}, [${args.join(', ')}], ${where}, ${place.scope.frame})`
  return kept(w, { js, type: types.callable })
}
