import type { Node } from '../tree.ts'
import { canFail } from './failing.ts'
import { contextOf } from './items.ts'
import { anyList, anyValue, type Made, originOf } from './types.ts'
import { below, kept, type Place, type Writing } from './writing.ts'

/** `list^(term, >term)`: what it is ordered by is found once for each item. */
export function sorted(w: Writing, node: Node, list: Made, place: Place): Made {
  const terms = (node.terms ?? []).map(({ expression, descending }) => {
    const key = w.out.fresh('key')
    const item = w.out.fresh('item')
    w.out.block(`const ${key} = (${item}) =>`, () => {
      const context = contextOf(
        w,
        { js: item, type: anyValue, ...originOf(list) },
        { ...below(place), straight: false },
      )
      w.out.line(`return ${w.value(expression, context).js}`)
    })
    return `{ of: ${key}, descending: ${String(descending)}, sure: ${String(!canFail(expression))} }`
  })
  const js = `${w.use('sorted')}(${list.js}, [${terms.join(', ')}], ${String(node.position)}, bounds)`
  return kept(w, { js, type: anyList, ...originOf(list) })
}
