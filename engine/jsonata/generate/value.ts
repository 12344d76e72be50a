import type { Node } from '../tree.ts'
import { apply } from './apply.ts'
import { array } from './array.ts'
import { call } from './call.ts'
import { condition } from './condition.ts'
import { entire } from './entire.ts'
import { filtered } from './filter.ts'
import { groupOf } from './grouping.ts'
import { lambda } from './lambda.ts'
import { literal, regex } from './literal.ts'
import { member } from './member.ts'
import { object } from './object.ts'
import { binary, negation } from './operators.ts'
import { partial } from './partial.ts'
import { path } from './path.ts'
import { transform } from './transform.ts'
import type { Stream } from './tuple-context.ts'
import { tupleFiltered } from './tuple-filter.ts'
import { tupleGroup } from './tuple-group.ts'
import { tupleNamesOf } from './tuple-names.ts'
import { anyData, anyList, anyValue, type Made, may, nothing, originOf, types } from './types.ts'
import { bind, block, variable } from './variables.ts'
import { below, kept, type Place, type Writing } from './writing.ts'

/** Writes what gives the value of a node: one case per kind of node. */
export function value(w: Writing, node: Node, place: Place): Made {
  const before = w.out.at(node.position)
  const made = settled(w, node, bare(w, node, place))
  w.out.at(before)
  return made
}

/** What the node itself gives, with its filters and its group, but still a sequence where it is one. */
export function bare(w: Writing, node: Node, place: Place): Made {
  let made = kind(w, node, place)
  // A block whose last path hands on its tuples.
  const stream = node.tuple === true && node.type === 'block' ? streamOf(node) : undefined
  for (const { expr } of node.predicate ?? []) {
    if (expr === undefined) continue
    made =
      stream === undefined
        ? filtered(w, expr, made, place)
        : tupleFiltered(w, expr, kept(w, made), stream, place)
  }
  if (node.type === 'path' || node.group === undefined) return made
  return stream === undefined
    ? groupOf(w, node.group, made, place)
    : tupleGroup(w, node.group, kept(w, made), stream, place)
}

const streamOf = (node: Node): Stream => ({
  names: new Map(tupleNamesOf(node).map((name) => [name, false])),
  marked: false,
})

function kind(w: Writing, node: Node, place: Place): Made {
  switch (node.type) {
    case 'path':
      return entire(w, path(w, node, place))
    case 'binary':
      return binary(w, node, below(place))
    case 'unary':
      if (node.value === '-') return negation(w, node, below(place))
      return node.value === '[' ? array(w, node, below(place)) : object(w, node, below(place))
    case 'name':
      return member(w, String(node.value), place, node.keepArray === true)
    case 'string':
    case 'number':
    case 'value':
      return literal(node)
    case 'wildcard':
      return { js: `${w.use('wildcard')}(${place.input.js})`, type: anyList }
    case 'descendant':
      return { js: `${w.use('descendants')}(${place.input.js})`, type: anyValue }
    case 'parent':
      return place.scope.read(node.slot?.label ?? '')
    case 'condition':
      return condition(w, node, below(place))
    case 'block':
      return block(w, node, below(place))
    case 'bind':
      return bind(w, node, below(place))
    case 'regex':
      return regex(w, node)
    case 'function':
      return call(w, node, place)
    case 'variable':
      return variable(w, node, place)
    case 'lambda':
      return lambda(w, node, place)
    case 'partial':
      return partial(w, node, place)
    case 'apply':
      return apply(w, node, place)
    case 'transform':
      return transform(w, node, place)
    default:
      return nothing
  }
}

function settled(w: Writing, node: Node, made: Made): Made {
  if (!may(made.type, types.sequence) || (made.settled === true && node.keepArray !== true)) return made
  const name = node.keepArray === true ? 'settledList' : 'settled'
  const type = made.type | (made.data === true ? anyData | types.nothing : anyValue)
  // What is made here may hold a sequence that nobody has settled: whoever looks at it next does.
  return {
    js: call1(w, name, made),
    type,
    ...(made.data === true ? { ...originOf(made), settled: true } : {}),
  }
}

function call1(w: Writing, name: string, made: Made): string {
  const js = w.out.fresh()
  w.out.line(`const ${js} = ${w.use(name)}(${made.js})`)
  return js
}
