import type { Group, Node, Pair } from '../tree.ts'
import { contextOf } from './items.ts'
import { membersOf } from './members-of.ts'
import { anyData, anyList, anyValue, type Made, may, originOf, types } from './types.ts'
import { below, kept, type Place, quoted, type Writing } from './writing.ts'

/** `value{ key: value }` */
export function groupOf(w: Writing, group: Group, value: Made, place: Place): Made {
  const { lhs: pairs, position } = group
  const keys = constantKeys(pairs)
  if (keys === undefined) return grouped(w, pairs, position, value, place)
  const isList = may(value.type, anyList)
  const joined = isList
    ? `Array.isArray(${value.js}) ? ${w.use('joined')}(${value.js}) : ${value.js}`
    : value.js
  const context = isList
    ? {
        js: joined,
        same: joined,
        type: value.data === true ? anyData | types.nothing : anyValue,
        ...originOf(value),
      }
    : value
  const inside = context.js === place.input.js ? place : contextOf(w, kept(w, context), place)
  return membersOf(w, keys, pairs, position, below(inside))
}

/** The keys, where all are texts as they stand. */
function constantKeys(pairs: readonly Pair[]): readonly string[] | undefined {
  return pairs.every(([key]) => isLiteral(key)) ? pairs.map(([key]) => String(key.value)) : undefined
}

const isLiteral = ({ type, predicate, group }: Node): boolean =>
  type === 'string' && predicate === undefined && group === undefined

function grouped(
  w: Writing,
  pairs: readonly Pair[],
  position: number | undefined,
  value: Made,
  place: Place,
): Made {
  const closures = pairs.map(([key, member]) => {
    const [keyOf, memberOf] = [key, member].map((node) => closure(w, node, place, value))
    return `{ key: ${keyOf}, value: ${memberOf} }`
  })
  const js = `${w.use('grouped')}(${value.js}, [${closures.join(', ')}], ${String(position)}, bounds)`
  return kept(w, { js, type: types.object })
}

function closure(w: Writing, node: Node, place: Place, value: Made): string {
  if (isLiteral(node)) return `() => ${quoted(String(node.value))}`
  const name = w.out.fresh('of')
  const item = w.out.fresh('item')
  w.out.block(`const ${name} = (${item}) =>`, () => {
    const made = { js: item, type: anyValue, ...originOf(value) }
    const context = contextOf(w, made, { ...below(place), straight: false })
    w.out.line(`return ${w.value(node, context).js}`)
  })
  return name
}
