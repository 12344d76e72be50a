import { arityOf, type Context, isFunction } from '../builtin.ts'
import { fail } from '../fault.ts'
import { createSequence, type Sequence } from '../sequence.ts'
import type { Anything } from './anything.ts'
import { put } from './objects.ts'
import { sort as sortChecked } from './sort.ts'
import { worth } from './truth.ts'

type Call = (value: unknown, key: unknown, whole: unknown) => unknown

/** How many arguments it takes, as far as it says: data may, too. */
const arityIn = (callee: Anything): number => {
  if (isFunction(callee)) return arityOf(callee)
  if (typeof callee.arity === 'number') return callee.arity
  return typeof callee.length === 'number' ? callee.length : callee.arguments.length
}

/** Calls what may be no function: that crashes. */
function call(context: Context, callee: Anything, args: readonly unknown[]): unknown {
  if (!isFunction(callee)) throw new TypeError('func.apply is not a function')
  return context.apply(callee, args)
}

const caller =
  (context: Context, callee: Anything): Call =>
  (value, key, whole) => {
    const takes = arityIn(callee)
    return call(context, callee, [value, key, whole].slice(0, takes >= 3 ? 3 : takes >= 2 ? 2 : 1))
  }

function add({ bounds }: Context, made: Sequence, value: unknown): void {
  bounds.list(made.length + 1)
  made.push(value)
}

function map(this: Context, list: Anything, callee: Anything): unknown {
  if (list === undefined) return undefined
  const made = createSequence()
  const of = caller(this, callee)
  for (let at = 0; at < list.length; at += 1) {
    this.bounds.step()
    const value = of(list[at], at, list)
    if (value !== undefined) add(this, made, value)
  }
  return made
}

function filter(this: Context, list: Anything, callee: Anything): unknown {
  if (list === undefined) return undefined
  const made = createSequence()
  const of = caller(this, callee)
  for (let at = 0; at < list.length; at += 1) {
    this.bounds.step()
    if (worth(of(list[at], at, list), this.bounds) === true) add(this, made, list[at])
  }
  return made
}

function single(this: Context, list: Anything, callee?: Anything): unknown {
  if (list === undefined) return undefined
  const of = callee === undefined ? undefined : caller(this, callee)
  let place = -1
  for (let at = 0; at < list.length; at += 1) {
    this.bounds.step()
    if (of !== undefined && worth(of(list[at], at, list), this.bounds) !== true) continue
    if (place >= 0) fail('D3138', { index: at })
    place = at
  }
  return place < 0 ? fail('D3139') : list[place]
}

function reduce(this: Context, list: Anything, callee: Anything, start: unknown): unknown {
  if (list === undefined) return undefined
  const takes = arityIn(callee)
  if (takes < 2) fail('D3050', { index: 1 })
  const first = start === undefined && list.length > 0
  let made = first ? list[0] : start
  for (let at = first ? 1 : 0; at < list.length; at += 1) {
    this.bounds.step()
    made = call(this, callee, [made, list[at], at, list].slice(0, takes >= 4 ? 4 : takes >= 3 ? 3 : 2))
  }
  return made
}

const namesOf = (object: unknown): readonly string[] =>
  typeof object === 'object' && object !== null ? Object.keys(object) : []

function each(this: Context, object: Anything, callee: Anything): unknown {
  const made = createSequence()
  const of = caller(this, callee)
  for (const name of namesOf(object)) {
    const value = of(object[name], name, object)
    if (value !== undefined) add(this, made, value)
  }
  return made
}

function sift(this: Context, object: Anything, callee: Anything): unknown {
  const made: Record<string, unknown> = {}
  const of = caller(this, callee)
  let any = false
  for (const name of namesOf(object)) {
    if (worth(of(object[name], name, object), this.bounds) !== true) continue
    put(made, name, object[name])
    any = true
  }
  return any ? made : undefined
}

function merge(objects: Anything): unknown {
  if (objects === undefined) return undefined
  const made = {}
  objects.forEach((object: Anything) => {
    for (const name of namesOf(object)) put(made, name, object[name])
  })
  return made
}

function reverse(this: Context, list: Anything): unknown {
  if (list === undefined || list.length <= 1) return list
  const { length } = list
  this.bounds.list(Number(length))
  // Of what has no length one item is missing.
  const made = Array.from({ length: length === undefined ? 1 : length })
  for (let at = 0; at < length; at += 1) made[length - at - 1] = list[at]
  return made
}

function sort(this: Context, list: Anything, after?: Anything): unknown {
  if (list === undefined || list.length <= 1) return list
  if (!Array.isArray(list)) return after === undefined ? fail('D3070', { index: 1 }) : list
  if (after !== undefined && !isFunction(after)) throw new TypeError('comp is not a function')
  return sortChecked.call(this, list, after as never)
}

/** Of what nobody has checked: see `unchecked`. */
export const uncheckedLists = { map, filter, single, reduce, each, sift, merge, reverse, sort }
