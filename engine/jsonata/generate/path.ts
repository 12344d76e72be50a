import type { Node } from '../tree.ts'
import { groupOf } from './grouping.ts'
import { names, namesOf } from './names.ts'
import { stepsOf } from './steps.ts'
import { tuplePath } from './tuples.ts'
import { type Made, types } from './types.ts'
import { kept, type Place, type Writing } from './writing.ts'

/** Steps, one after the other: each for every item that the one before gave. */
export function path(w: Writing, node: Node, place: Place): Made {
  const steps = node.steps ?? []
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
