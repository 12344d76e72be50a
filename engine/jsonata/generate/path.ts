import type { Node } from '../tree.ts'
import { fusedPath } from './fused.ts'
import { groupOf } from './grouping.ts'
import { names, namesOf } from './names.ts'
import { fromParent, parentsOf } from './parents.ts'
import { stepsOf } from './steps.ts'
import { tuplePath } from './tuples.ts'
import { type Made, types } from './types.ts'
import { kept, type Place, type Writing } from './writing.ts'

/** Steps, one after the other: each for every item that the one before gave. */
export function path(w: Writing, node: Node, place: Place): Made {
  const parents = parentsOf(node)
  if (parents !== undefined && place.scope.frame === 'undefined') return fromParent(w, parents, place)
  return stepsFor(w, node, place)
}

function stepsFor(w: Writing, node: Node, place: Place): Made {
  const steps = node.steps ?? []
  const fused =
    steps.length > 1 && node.group === undefined && namesOf(node) === undefined
      ? fusedPath(w, node, place)
      : undefined
  if (fused !== undefined) {
    if (node.keepSingletonArray !== true) return fused
    return kept(w, { js: `${w.use('keptList')}(${fused.js})`, type: fused.type | types.sequence })
  }
  if (steps.some(({ tuple }) => tuple === true)) return tuplePath(w, node, place)
  const keys = namesOf(node)
  if (keys !== undefined) return names(w, keys, place)
  const list = node.group !== undefined || node.keepSingletonArray === true
  const made = stepsOf(w, steps, place, list)
  const flagged =
    node.keepSingletonArray === true
      ? kept(w, { js: `${w.use('keptList')}(${made.js})`, type: made.type | types.sequence })
      : made
  return node.group === undefined ? flagged : groupOf(w, node.group, flagged, place)
}
