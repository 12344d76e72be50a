import { isFunction } from '../builtin.ts'
import { isNumeric } from '../values.ts'

/** $boolean */
export function boolean(value: unknown): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value
  if (typeof value === 'string') return value !== ''
  if (typeof value === 'number') return isNumeric(value) && value !== 0
  if (Array.isArray(value)) return value.length === 1 ? boolean(value[0]) : anyTrue(value)
  return typeof value === 'object' && value !== null && !isFunction(value) && Object.keys(value).length > 0
}

/** Asks all of them, as JSONata does: one that can not be asked is not hidden by one that is true. */
function anyTrue(list: readonly unknown[]): boolean {
  let found = false
  for (let at = 0; at < list.length; at += 1) if (boolean(list[at]) === true) found = true
  return found
}

/** $not */
export const not = (value: unknown): boolean | undefined =>
  value === undefined ? undefined : boolean(value) !== true

/** $exists */
export const exists = (value: unknown): boolean => value !== undefined
