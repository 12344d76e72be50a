import { type Node, nodesOf } from '../tree.ts'
import { bindsIn } from './binds.ts'
import { tailCall } from './call.ts'
import { sureDepth } from './depth.ts'
import { type Made, types } from './types.ts'
import { type Place, quoted, type Writing } from './writing.ts'

/** `function($a, $b) { … }` */
export function lambda(w: Writing, node: Node, place: Place): Made {
  const body = node.body as Node
  if (node.thunk === true) return tailCall(w, body, place)
  const parameters = (node.arguments ?? []).map(({ value }) => ({
    name: String(value),
    js: w.out.fresh(String(value)),
  }))
  const run = w.out.fresh('run')
  w.out.block(`const ${run} = (${parameters.map(({ js }) => js).join(', ')}) =>`, () => {
    w.out.line(`bounds.reach(${String(sureDepth(body))})`)
    const scope = place.scope.lambda(parameters, bindsIn([body]))
    const made = w.value(body, { ...place, scope, depth: 1, straight: true })
    w.out.line(`return ${made.js}`)
  })
  const js = w.out.fresh('lambda')
  // A call that it ends with may ask for the context.
  const ends = [...nodesOf(body)].some(({ thunk }) => thunk === true)
  const signature =
    node.signature === undefined
      ? ends
        ? ', undefined'
        : ''
      : `, ${w.constant(`${w.use('signatureOf')}(${quoted(node.signature.definition)})`, 'signature')}`
  w.out.line(`const ${js} = ${w.use('lambda')}(${run}${signature}${ends ? `, ${place.input.js}` : ''})`)
  return { js, type: types.callable }
}
