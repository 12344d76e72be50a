import type { Node } from '../tree.ts'
import { type Made, only, types } from './types.ts'
import { beside, type Place, type Writing } from './writing.ts'

/** `condition ? then : else` */
export function condition(w: Writing, node: Node, place: Place): Made {
  const test = truth(w, w.value(node.condition as Node, place))
  const js = w.out.fresh()
  w.out.line(`let ${js}`)
  let type = 0
  let members: number | undefined
  const branch = (chosen: Node): void => {
    const made = w.value(chosen, beside({ ...place, depth: place.depth - 1 }))
    if (made.js !== 'undefined') w.out.line(`${js} = ${made.js}`)
    type |= made.type
    members = made.members
  }
  w.out.block(`if (${test})`, () => branch(node.then as Node))
  if (node.else === undefined) type |= types.nothing
  else w.out.block('else', () => branch(node.else as Node))
  return { js, type, ...(members !== undefined && node.else === undefined ? { members } : {}) }
}

/** What a value is worth as a condition, in JavaScript. */
export function truth(w: Writing, { js, type }: Made): string {
  if (only(type, types.boolean)) return js
  if (only(type, types.nothing | types.null)) return 'false'
  if (only(type, types.text | types.boolean | types.nothing | types.null)) return `!!(${js})`
  return `${w.use('truthy')}(${js})`
}
