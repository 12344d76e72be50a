import { type Node, pairsOf } from '../tree.ts'
import { itemsOf, listOf } from './array.ts'
import { literal } from './literal.ts'
import { type Made, may, only, types } from './types.ts'
import { below, kept, type Place, quoted, type Writing } from './writing.ts'

/** What makes a call of arguments that have their values. */
type Generic = (given: readonly Made[]) => Made

/** Calls whose first argument is written out, so that it need not be made: `$lookup({ … }, key)`, `$sum([ … ])`. */
export function literalCall(
  w: Writing,
  name: string,
  node: Node,
  place: Place,
  generic: Generic,
): Made | undefined {
  const [first, second, third] = node.arguments ?? []
  if (first?.type !== 'unary' || !isPlain(first) || third !== undefined) return undefined
  if (name === 'lookup' && first.value === '{' && second !== undefined)
    return lookedUp(w, first, second, place, generic)
  return name === 'sum' && first.value === '[' && second === undefined
    ? summed(w, first, place, generic)
    : undefined
}

/** Nothing is done with it where it stands. */
const isPlain = ({ predicate, group, keepArray, consarray }: Node): boolean =>
  predicate === undefined && group === undefined && keepArray !== true && consarray !== true

/** A table that is made once. */
function lookedUp(w: Writing, table: Node, key: Node, place: Place, generic: Generic): Made | undefined {
  const members = new Map<string, Made>()
  for (const [name, value] of pairsOf(table)) {
    const made = literal(value)
    if (name.type !== 'string' || !isConstant(value) || members.has(String(name.value))) return undefined
    members.set(String(name.value), made)
  }
  // A key that is nothing finds "undefined", and `__proto__` is no name in JavaScript.
  if (members.has('undefined') || members.has('__proto__')) return undefined
  const entries = [...members].map(([name, { js }]) => [quoted(name), js] as const)
  const map = w.constant(`new Map([${entries.map((entry) => `[${entry.join(', ')}]`).join(', ')}])`, 'table')
  const found = kept(w, w.value(key, below(place)))
  const type = [...members.values()].reduce((all, made) => all | made.type, types.nothing as number)
  const js = `${map}.get(${found.js})`
  if (only(found.type, types.text | types.nothing)) return { js, type }
  const object = w.constant(`{ ${entries.map((entry) => entry.join(': ')).join(', ')} }`, 'table')
  const other = generic([{ js: object, type: types.object }, found])
  if (!may(found.type, types.text)) return other
  return { js: `(typeof ${found.js} === "string" ? ${js} : ${other.js})`, type: type | other.type }
}

const isConstant = (node: Node): boolean =>
  isPlain(node) && (node.type === 'string' || node.type === 'number' || node.type === 'value')

function summed(w: Writing, list: Node, place: Place, generic: Generic): Made {
  const items = itemsOf(w, list, below(below(place)))
  const missing = types.number | types.nothing
  if (!items.every(({ made }) => only(made.type, missing))) return generic([listOf(w, items)])
  const terms = items.map(({ made }) => (may(made.type, types.nothing) ? `(${made.js} ?? 0)` : made.js))
  return { js: `(${['0', ...terms].join(' + ')})`, type: types.number }
}
