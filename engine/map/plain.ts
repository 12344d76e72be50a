import type { Json, JsonObject } from '../model/json.ts'
import { isFunction } from './quote.ts'

/**
 * A deep copy: JSONata writes into lists of its input here and there (an empty list that is grouped by, for one). Members
 * that are null are left out: to JSONata null is a value, that goes through paths and fails in comparisons, and to an
 * office it is none.
 */
export function copy(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copy)
  const object: Record<string, Json | undefined> = { ...(value as JsonObject) }
  for (const key of Object.keys(object)) {
    const member = object[key]
    if (member === null) delete object[key]
    else if (typeof member === 'object') put(object, key, copy(member))
  }
  return object
}

/**
 * What JSONata answers as plain data: lists without its flags, objects with a prototype, members that are undefined left
 * out, objects with nothing in them too. A function stays a function, for the validator to refuse. What the answer holds
 * in several places (the contest of 1,300 lines) is made once, and they share it.
 */
export const plain = (value: unknown): unknown => plainOnce(value, new Map())

function plainOnce(value: unknown, known: Map<object, unknown>): unknown {
  if (typeof value === 'number') return value + 0
  if (typeof value !== 'object' || value === null) return value
  if (isFunction(value)) return notData
  const before = known.get(value)
  if (before !== undefined) return before
  if (Array.isArray(value)) return value.map((item) => plainOnce(item, known))
  const object: Record<string, unknown> = {}
  known.set(value, object)
  for (const key of Object.keys(value)) {
    const made = plainOnce((value as Record<string, unknown>)[key], known)
    if (made !== undefined && !isEmpty(made)) put(object, key, made)
  }
  return object
}

const notData = (): void => undefined

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0

/** `__proto__` is a key like any other in data. */
function put<Value>(object: Record<string, Value>, key: string, value: Value): void {
  if (key !== '__proto__') object[key] = value
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}
