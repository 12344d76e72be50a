import type { Json, JsonObject } from '../model/json.ts'
import { isFunction } from './quote.ts'

/** A deep copy: JSONata writes into lists of its input here and there (an empty list that is grouped by, for one). */
export function copy(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copy)
  const object: Record<string, Json | undefined> = { ...(value as JsonObject) }
  for (const key of Object.keys(object)) {
    const member = object[key]
    if (typeof member === 'object' && member !== null) put(object, key, copy(member))
  }
  return object
}

/**
 * What JSONata answers as plain data: lists without its flags, objects with a prototype, members that are undefined left
 * out, objects with nothing in them too. A function stays a function, for the validator to refuse.
 */
export function plain(value: unknown): unknown {
  if (typeof value === 'number') return value + 0
  if (typeof value !== 'object' || value === null) return value
  if (isFunction(value)) return notData
  if (Array.isArray(value)) return value.map(plain)
  const object: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const made = plain((value as Record<string, unknown>)[key])
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
