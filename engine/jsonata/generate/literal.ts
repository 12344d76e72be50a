import type { Node } from '../tree.ts'
import { type Made, types } from './types.ts'
import { quoted, type Writing } from './writing.ts'

/** A text, a number, true, false or null. */
export function literal({ value }: Node): Made {
  if (typeof value === 'string') return { js: quoted(value), type: types.text, constant: value }
  if (typeof value === 'number') {
    return { js: Object.is(value, -0) ? '-0' : String(value), type: types.number, constant: value }
  }
  if (typeof value === 'boolean') return { js: String(value), type: types.boolean, constant: value }
  return value === null
    ? { js: 'null', type: types.null, constant: null }
    : { js: 'undefined', type: types.nothing }
}

/** A regular expression: a function that matches. Made once; what it is, is known when the code is loaded. */
export function regex(w: Writing, node: Node): Made {
  const { value, position } = node
  // Left of `?:` and `??` the parser copies it through JSON, and nothing is left of it.
  const { source, flags } = value instanceof RegExp ? value : new RegExp(String(value))
  const made = `${w.use('regex')}(${quoted(source)}, ${quoted(flags)}, ${String(position)})`
  return { js: w.constant(made, 'regex'), type: types.callable }
}
