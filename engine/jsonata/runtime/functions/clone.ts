import { type Context, isFunction, type RuntimeBounds } from '../builtin.ts'
import type { Sequence } from '../sequence.ts'
import { isNumeric } from '../values.ts'
import { stringOf } from './string-of.ts'

/** $clone: deep, and what would be read from its text: numbers have fifteen digits and functions are empty texts. */
export function clone(this: Context, value: unknown): unknown {
  if (value === undefined) return undefined
  if (typeof value !== 'object' || value === null || isFunction(value)) {
    // No signature lets them in; partly applied they come all the same.
    return JSON.parse(stringOf(value, this.bounds))
  }
  return cloneOf(value, this.bounds)
}

/** $clone of an object or a list. */
export function cloneOf(value: object, bounds: RuntimeBounds): unknown {
  // A list that is the whole input is wrapped, so that it is taken as one.
  return copied((value as Sequence).outerWrapper === true ? (value as Sequence)[0] : value, bounds)
}

function copied(value: unknown, bounds: RuntimeBounds): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'number') return read(value)
  if (isFunction(value)) return ''
  if (typeof value !== 'object') return undefined
  bounds.step()
  return Array.isArray(value) ? listCopied(value, bounds) : objectCopied(value as Members, bounds)
}

type Members = Readonly<Record<string, unknown>>

function listCopied(list: readonly unknown[], bounds: RuntimeBounds): unknown[] {
  // Made as long as it will be: a list that grows from nothing has room for many more.
  const made: unknown[] = list.slice()
  for (let at = 0; at < made.length; at += 1) {
    const item = made[at]
    if (typeof item !== 'string') made[at] = copied(item, bounds) ?? null
  }
  return made
}

/** All at once, and then what is no plain value: members stand where they stood. */
function objectCopied(object: Members, bounds: RuntimeBounds): Members {
  const made: Record<string, unknown> = { ...object }
  for (const name in object) {
    const member = object[name]
    if (typeof member === 'string' || typeof member === 'boolean' || member === null) continue
    const copy = copied(member, bounds)
    if (copy === undefined) delete made[name]
    else if (copy !== member) made[name] = copy
    else if (copy === 0) made[name] = 0
  }
  return made
}

function read(value: number): number | null {
  if (!isNumeric(value)) return null
  return Number.isInteger(value) ? value + 0 : Number(value.toPrecision(15))
}
