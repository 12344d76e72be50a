import { leftOf, type Node } from '../tree.ts'
import { anyList, type Made, may, types } from './types.ts'
import { below, kept, type Place, type Writing } from './writing.ts'

/** An item of an array constructor. `whole`: it is written as a list itself, and stays one. */
export interface Item {
  readonly made: Made
  readonly whole: boolean
}

export const itemsOf = (w: Writing, node: Node, place: Place): readonly Item[] =>
  (node.expressions ?? []).map((item) => ({
    made: kept(w, w.value(item, place)),
    whole: item.value === '[',
  }))

/** `[ … ]`: what is nothing is left out, lists are opened, except those that are written as such. */
export function array(w: Writing, node: Node, place: Place): Made {
  const [only, more] = node.expressions ?? []
  const made =
    only !== undefined && more === undefined && isRange(only)
      ? rangeOf(w, only, place)
      : listOf(w, itemsOf(w, node, place))
  if (node.consarray === true) w.out.line(`${w.use('whole')}(${made.js})`)
  return made
}

const isRange = ({ type, value, predicate, group, keepArray }: Node): boolean =>
  type === 'binary' && value === '..' && predicate === undefined && group === undefined && keepArray !== true

/** `[from..to]`, made once. */
function rangeOf(w: Writing, node: Node, place: Place): Made {
  const before = w.out.at(node.position)
  const sides = [leftOf(node), node.rhs as Node].map((side) => kept(w, w.value(side, below(place))).js)
  const js = `${w.use('rangeAsList')}(${sides.join(', ')}, ${String(node.position)}, bounds) ?? []`
  const made = kept(w, { js, type: types.list })
  w.out.at(before)
  return made
}

export function listOf(w: Writing, items: readonly Item[]): Made {
  const plain = items.every(({ made, whole }) => !may(made.type, types.nothing | (whole ? 0 : anyList)))
  const list = items.map(({ made }) => made.js).join(', ')
  const js = w.out.fresh('list')
  if (plain) w.out.line(`const ${js} = [${list}]`)
  else {
    w.out.line(`const ${js} = []`)
    for (const { made, whole } of items) {
      const add = whole || !may(made.type, anyList) ? 'push' : 'open'
      const there = may(made.type, types.nothing) ? `if (${made.js} !== undefined) ` : ''
      w.out.line(
        add === 'push'
          ? `${there}${js}.push(${made.js})`
          : `${there}${w.use('open')}(${js}, ${made.js}, bounds)`,
      )
    }
  }
  return { js, type: types.list }
}
