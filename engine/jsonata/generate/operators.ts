import { leftOf, type Node } from '../tree.ts'
import { truth } from './condition.ts'
import { type Made, may, only, types } from './types.ts'
import { beside, kept, type Place, type Writing } from './writing.ts'

const arithmetic: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
}

/** An operator with two sides. */
export function binary(w: Writing, node: Node, place: Place): Made {
  const token = String(node.value)
  if (token === 'and' || token === 'or') return logical(w, node, place, token)
  const left = kept(w, w.value(leftOf(node), place))
  const right = kept(w, w.value(node.rhs as Node, place))
  const at = String(node.position)
  const sides = `${left.js}, ${right.js}`
  const calculation = arithmetic[token]
  if (calculation !== undefined) {
    const js = result(w, `${w.use(calculation)}(${sides}, ${at})`)
    const sure = only(left.type | right.type, types.number)
    return { js, type: sure ? types.number : types.number | types.nothing }
  }
  switch (token) {
    case '=':
      return { js: equality(w, left, right), type: types.boolean }
    case '!=':
      return { js: inequality(w, left, right), type: types.boolean }
    case '&':
      return { js: concatenation(w, left, right, at), type: types.text }
    case '..':
      return {
        js: result(w, `${w.use('range')}(${sides}, ${at}, bounds)`),
        type: types.sequence | types.nothing,
      }
    case 'in':
      return { js: result(w, `${w.use('includes')}(${sides})`), type: types.boolean }
    default:
      return order(w, token, left, right, at)
  }
}

/** Something that may fail, or that takes time: once, and where it stands. */
function result(w: Writing, js: string): string {
  return kept(w, { js, type: 0 }).js
}

const simple = types.null | types.boolean | types.number | types.text

function equality(w: Writing, left: Made, right: Made): string {
  // A side that is surely there and no object: nothing else is the same.
  if (only(left.type, simple) || only(right.type, simple)) return `(${left.js} === ${right.js})`
  return result(w, `${w.use('equal')}(${left.js}, ${right.js})`)
}

function inequality(w: Writing, left: Made, right: Made): string {
  const [one, other] = only(left.type, simple) ? [left, right] : [right, left]
  if (!only(one.type, simple)) return result(w, `${w.use('unequal')}(${left.js}, ${right.js})`)
  const there = may(other.type, types.nothing) ? `${other.js} !== undefined && ` : ''
  return `(${there}${left.js} !== ${right.js})`
}

function order(w: Writing, token: string, left: Made, right: Made, at: string): Made {
  const both = left.type | right.type
  if (only(both, types.number) || only(both, types.text)) {
    return { js: `(${left.js} ${token} ${right.js})`, type: types.boolean }
  }
  const js = result(w, `${w.use('ordered')}("${token}", ${left.js}, ${right.js}, ${at})`)
  return { js, type: types.boolean | (may(both, types.nothing) ? types.nothing : 0) }
}

function concatenation(w: Writing, left: Made, right: Made, at: string): string {
  if (w.settings.growing) return result(w, `${w.use('concatWithin')}(${left.js}, ${right.js}, ${at}, bounds)`)
  const texts = types.text | types.nothing
  if (only(left.type | right.type, texts)) return `(${orEmpty(left)} + ${orEmpty(right)})`
  return result(w, `${w.use('concat')}(${left.js}, ${right.js}, ${at}, bounds)`)
}

const orEmpty = ({ js, type }: Made): string => (may(type, types.nothing) ? `(${js} ?? "")` : js)

function logical(w: Writing, node: Node, place: Place, token: 'and' | 'or'): Made {
  const js = w.out.fresh()
  const at = String(node.position)
  w.out.line(`let ${js} = ${boolized(w, w.value(leftOf(node), place), at, token)}`)
  const handler = `throw ${w.use('noted')}(thrown, ${at}, "${token}")`
  w.out.block(token === 'and' ? `if (${js})` : `if (!${js})`, () =>
    w.out.attempt(() => {
      const right = w.value(node.rhs as Node, beside({ ...place, depth: place.depth - 1 }))
      w.out.line(`${js} = ${truth(w, right)}`)
    }, handler),
  )
  return { js, type: types.boolean }
}

function boolized(w: Writing, made: Made, at: string, token: string): string {
  const number = may(made.type, types.number | types.list | types.sequence)
  if (!number) return truth(w, made)
  return `${w.use('boolized')}(${made.js}, ${at}, "${token}")`
}

/** `-value` */
export function negation(w: Writing, node: Node, place: Place): Made {
  const made = w.value(node.expression as Node, place)
  const js = result(w, `${w.use('negative')}(${made.js}, ${String(node.position)})`)
  return { js, type: types.number | types.nothing }
}
