import type { Node } from '../tree.ts'
import { anyList, type Made, may, types } from './types.ts'
import { kept, type Place, type Writing } from './writing.ts'

/** `[ … ]`: what is nothing is left out, lists are opened, except those that are written as such. */
export function array(w: Writing, node: Node, place: Place): Made {
  const items = (node.expressions ?? []).map((item) => ({
    made: kept(w, w.value(item, place)),
    whole: item.value === '[',
  }))
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
  if (node.consarray === true) w.out.line(`${w.use('whole')}(${js})`)
  return { js, type: types.list }
}
