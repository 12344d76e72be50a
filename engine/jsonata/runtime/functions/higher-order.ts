import { arityOf, type Context, type FunctionValue, isFunction } from '../builtin.ts'
import { fail } from '../fault.ts'
import { createSequence, type Sequence } from '../sequence.ts'
import { put } from './objects.ts'
import { worth } from './truth.ts'

type List = readonly unknown[]
type Members = Readonly<Record<string, unknown>>

/** Calls with the value, and with where it stands and what it is of, if the function takes that. */
function caller(
  context: Context,
  callee: FunctionValue | undefined,
): (value: unknown, key: unknown, whole: unknown) => unknown {
  if (callee === undefined) {
    // As the library crashes, if anything is to be called.
    return () => {
      throw new TypeError("Cannot read properties of undefined (reading 'arity')")
    }
  }
  const takes = arityOf(callee)
  if (takes >= 3) return (value, key, whole) => context.apply(callee, [value, key, whole])
  if (takes >= 2) return (value, key) => context.apply(callee, [value, key])
  return (value) => context.apply(callee, [value])
}

/** $map */
export function map(this: Context, list: List | undefined, callee: FunctionValue): Sequence | undefined {
  if (list === undefined) return undefined
  const made = createSequence()
  if (list.length === 0) return made
  const call = caller(this, callee)
  for (let at = 0; at < list.length; at += 1) {
    const value = call(list[at], at, list)
    if (value !== undefined) add(this, made, value)
  }
  return made
}

/** $filter */
export function filter(this: Context, list: List | undefined, callee: FunctionValue): Sequence | undefined {
  if (list === undefined) return undefined
  const made = createSequence()
  if (list.length === 0) return made
  const call = caller(this, callee)
  for (let at = 0; at < list.length; at += 1) {
    if (worth(call(list[at], at, list), this.bounds) === true) add(this, made, list[at])
  }
  return made
}

function add({ bounds }: Context, made: Sequence, value: unknown): void {
  bounds.list(made.length + 1)
  made.push(value)
}

/** $single: the only item that there is, or that fits. Throws D3138, D3139. */
export function single(this: Context, list: List | undefined, callee?: FunctionValue): unknown {
  if (list === undefined) return undefined
  const call = callee === undefined || list.length === 0 ? undefined : caller(this, callee)
  let place = -1
  for (let at = 0; at < list.length; at += 1) {
    if (call !== undefined && worth(call(list[at], at, list), this.bounds) !== true) continue
    if (place >= 0) fail('D3138', { index: at })
    place = at
  }
  if (place < 0) fail('D3139')
  return list[place]
}

/** $reduce */
export function reduce(
  this: Context,
  list: List | undefined,
  callee: FunctionValue,
  start: unknown,
): unknown {
  if (list === undefined) return undefined
  // Partly applied it may be given what is no function, but may have a length.
  const takes = isFunction(callee) ? arityOf(callee) : (callee as ArrayLike<unknown>).length
  if (takes < 2) fail('D3050', { index: 1 })
  const first = start === undefined && list.length > 0
  let made = first ? list[0] : start
  for (let at = first ? 1 : 0; at < list.length; at += 1) {
    if (takes === 2) made = this.apply(callee, [made, list[at]])
    else made = this.apply(callee, [made, list[at], at, list].slice(0, takes))
  }
  return made
}

/** Partly applied, functions are given what they do not take: what is no object has no members. */
const namesOf = (object: Members | null | undefined): readonly string[] =>
  typeof object === 'object' && object !== null ? Object.keys(object) : []

/** $each */
export function each(this: Context, object: Members | undefined, callee: FunctionValue): Sequence {
  const made = createSequence()
  const names = namesOf(object)
  if (names.length === 0) return made
  const call = caller(this, callee)
  for (const name of names) {
    const value = call(object?.[name], name, object)
    if (value !== undefined) add(this, made, value)
  }
  return made
}

/** $sift: nothing where nothing passes. */
export function sift(this: Context, object: Members | undefined, callee: FunctionValue): Members | undefined {
  const names = namesOf(object)
  if (names.length === 0) return undefined
  const call = caller(this, callee)
  const made: Record<string, unknown> = {}
  let any = false
  for (const name of names) {
    const value = object?.[name]
    if (worth(call(value, name, object), this.bounds) !== true) continue
    put(made, name, value)
    any = true
  }
  return any ? made : undefined
}
