import type { Node } from '../tree.ts'
import { bindsIn } from './binds.ts'
import { truth } from './condition.ts'
import { anyData, anyList, anyValue, type Made, may, types } from './types.ts'
import { kept, type Place, quoted, type Writing } from './writing.ts'

/**
 * `$map(list, function(…) { … })` and `$filter` as a loop, without a function. Only where the function has no signature.
 * Undefined: it is no such call.
 */
export function inlined(w: Writing, name: string, node: Node, place: Place): Made | undefined {
  const [list, callee, more] = node.arguments ?? []
  if ((name !== 'map' && name !== 'filter') || list === undefined || more !== undefined) return undefined
  if (callee?.type !== 'lambda' || callee.signature !== undefined || callee.predicate !== undefined)
    return undefined
  const names = (callee.arguments ?? []).map(({ value }) => String(value))
  if (names.length === 0 || names.length > 3 || callee.group !== undefined) return undefined
  const body = callee.body as Node
  if (place.scope.frame !== 'undefined') return undefined
  const inner = { ...place, depth: place.depth + 1 }
  const given = kept(w, w.value(list, inner))
  const made = w.out.fresh(name)
  w.out.line(`let ${made}`)
  const callable = may(given.type, types.callable)
  const all = callable ? `${w.use('handed')}(${given.js}, undefined)` : given.js
  w.out.block(`if (${given.js} !== undefined)`, () => {
    w.out.line(`${made} = ${w.use('createSequence')}()`)
    const items = may(given.type, anyList) || callable ? `${w.use('listOf')}(${all})` : `[${all}]`
    const source = kept(w, { js: items, type: types.list }, 'list')
    w.out.line(`bounds.steps(${source.js}.length)`)
    w.out.line(`bounds.enter(${String(place.depth)})`)
    w.out.line('try {')
    w.out.block(`for (let at = 0; at < ${source.js}.length; at += 1)`, () => {
      const values = [`${source.js}[at]`, 'at', source.js]
      const parameters = names.map((one, index) => ({
        name: one,
        js: w.out.fresh(one),
        value: values[index],
      }))
      for (const { js, value } of parameters) w.out.line(`let ${js} = ${value}`)
      const item = name === 'filter' ? kept(w, { js: `${source.js}[at]`, type: types.object }, 'item').js : ''
      const bound = bindsIn([body])
      const known = parameters.map((one, index) =>
        bound.has(one.name) ? one : { ...one, made: itemMade(given, one.js, index) },
      )
      const scope = place.scope.lambda(known, bound)
      const gave = w.value(body, { ...place, scope, depth: 1, straight: true })
      const answer: Made = may(gave.type, types.call)
        ? kept(w, { js: `${w.use('ended')}(${gave.js})`, type: anyValue })
        : gave
      if (name === 'filter') w.out.line(`if (${truth(w, answer)}) ${made}.push(${item})`)
      else {
        const result = kept(w, answer)
        const there = may(result.type, types.nothing) ? `if (${result.js} !== undefined) ` : ''
        w.out.line(`${there}${made}.push(${result.js})`)
      }
    })
    w.out.line(
      `} catch (thrown) { throw ${w.use('called')}(thrown, ${String(node.position)}, ${quoted(name)}) }`,
    )
    w.out.line(`bounds.leave(${String(place.depth)})`)
    w.out.line(`bounds.list(${made}.length)`)
  })
  return { js: made, type: types.sequence | types.nothing }
}

/** What is known of the item, its place and the list. */
function itemMade({ data }: Made, js: string, index: number): Made {
  if (index === 1) return { js, type: types.number }
  if (data !== true) return { js, type: anyValue }
  return { js, type: index === 0 ? anyData | types.nothing : types.list, data }
}
