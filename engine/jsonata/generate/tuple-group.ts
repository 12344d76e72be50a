import type { Group } from '../tree.ts'
import { type Stream, tupleFunction } from './tuple-context.ts'
import { type Made, types } from './types.ts'
import { kept, type Place, type Writing } from './writing.ts'

/** A group of what may be a stream of tuples: what the tuples of a group bind is joined, name by name. */
export function tupleGroup(w: Writing, group: Group, value: Made, stream: Stream, place: Place): Made {
  const pairs = group.lhs.map(([key, member]) => {
    const [keyOf, memberOf] = [key, member].map((node) => tupleFunction(w, node, stream, place))
    return `{ key: ${keyOf}, value: ${memberOf} }`
  })
  const js = `${w.use('tupleGrouped')}(${value.js}, [${pairs.join(', ')}], ${String(group.position)}, bounds)`
  return kept(w, { js, type: types.object })
}
