import type { Node } from '../tree.ts'
import { contextOf } from './items.ts'
import { anyValue, type Made, types } from './types.ts'
import { below, kept, type Place, type Writing } from './writing.ts'

/** `|pattern|update, delete|` */
export function transform(w: Writing, node: Node, place: Place): Made {
  const clone = w.out.fresh('clone')
  w.out.block(`const ${clone} = () =>`, () => w.out.line(`return ${place.scope.read('clone').js}`))
  const [pattern, update, remove] = [node.pattern, node.update, node.delete].map((part) =>
    part === undefined ? 'undefined' : closure(w, part, place),
  )
  const positions = [node.position, node.update?.position, node.delete?.position].map(String)
  const parts = `{ clone: ${clone}, inside: ${String(staysInside(node.pattern))}, pattern: ${pattern}, update: ${update}, remove: ${remove}, positions: [${positions.join(', ')}] }`
  return kept(w, { js: `${w.use('transformer')}(${parts}, ${place.scope.frame})`, type: types.callable })
}

function closure(w: Writing, node: Node, place: Place): string {
  const name = w.out.fresh('of')
  const item = w.out.fresh('item')
  w.out.block(`const ${name} = (${item}) =>`, () => {
    const context = contextOf(w, { js: item, type: anyValue }, { ...below(place), straight: false })
    w.out.line(`return ${w.value(node, context).js}`)
  })
  return name
}

const within = new Set(['name', 'wildcard', 'descendant', 'sort'])

/** Whether a pattern finds nothing but parts of its context: filters only choose among them. */
function staysInside(pattern: Node | undefined): boolean {
  if (pattern?.group !== undefined) return false
  if (pattern?.type === 'variable') return pattern.value === ''
  if (pattern?.type !== 'path') return false
  return (pattern.steps ?? []).every(
    ({ type, value, group, tuple }, at) =>
      (within.has(type) || (at === 0 && type === 'variable' && value === '')) &&
      group === undefined &&
      tuple !== true,
  )
}
