import type { Node } from '../tree.ts'
import { fusedPath } from './fused.ts'
import { groupOf } from './grouping.ts'
import { isBare, names, namesFrom, namesOf } from './names.ts'
import { fromParent, parentsOf } from './parents.ts'
import { stepsOf } from './steps.ts'
import { tuplePath } from './tuples.ts'
import { anyList, anyValue, type Made, may, types } from './types.ts'
import { below, kept, type Place, quoted, type Writing } from './writing.ts'

/** Steps, one after the other: each for every item that the one before gave. */
export function path(w: Writing, node: Node, place: Place): Made {
  const parents = parentsOf(node)
  if (parents !== undefined && place.scope.frame === 'undefined') return fromParent(w, parents, place)
  const behind = behindOne(node, place)
  if (behind === undefined) return stepsFor(w, node, place)
  const [first, keys] = behind
  const [key] = keys
  if (first.type === 'descendant' && isBare(first) && keys.length === 1) {
    const js = `${w.use('descendantsMembers')}(${place.input.js}, ${quoted(String(key))})`
    return kept(w, { js, type: anyValue })
  }
  return namesFrom(w, kept(w, w.value(first, below(place))), keys, place)
}

/** Names behind something that is evaluated once: the context is no list. */
function behindOne(
  node: Node,
  { input }: Place,
): readonly [first: Node, keys: readonly string[]] | undefined {
  const [first, ...rest] = node.steps ?? []
  if (first === undefined || rest.length === 0 || may(input.type, anyList)) return undefined
  if (node.keepSingletonArray === true || node.group !== undefined || namesOf(node) !== undefined)
    return undefined
  const { type, tuple, consarray, stages, keepArray } = first
  if (type === 'sort' || tuple === true || consarray === true || stages !== undefined || keepArray === true)
    return undefined
  const named = rest.every((step) => step.type === 'name' && step.tuple !== true && isBare(step))
  return named ? [first, rest.map(({ value }) => String(value))] : undefined
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
