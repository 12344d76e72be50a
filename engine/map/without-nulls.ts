import type { Json, JsonObject } from '../model/json.ts'
import { copy } from './plain.ts'

/** The value without members that are null, as `copy` leaves them out; the value itself, where it has none. */
export const withoutNulls = (value: Json): Json => (hasNulls(value) ? copy(value) : value)

function hasNulls(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(hasNulls)
  const object = value as JsonObject
  for (const key in object) {
    const member = object[key]
    if (typeof member === 'object' && (member === null || hasNulls(member))) return true
  }
  return false
}
