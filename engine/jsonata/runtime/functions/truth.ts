import { type Context, isFunction, type RuntimeBounds } from '../builtin.ts'
import { isNumeric } from '../values.ts'

/** $boolean */
export function boolean(this: Context, value: unknown): boolean | undefined {
  return worth(value, this.bounds)
}

/** What a value is worth as a condition; nothing where there is none. */
export function worth(value: unknown, bounds: RuntimeBounds): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value
  if (typeof value === 'string') return value !== ''
  if (typeof value === 'number') return isNumeric(value) && value !== 0
  if (Array.isArray(value)) return value.length === 1 ? worth(value[0], bounds) : anyTrue(value, bounds)
  return typeof value === 'object' && value !== null && !isFunction(value) && Object.keys(value).length > 0
}

/** Asks all of them, as JSONata does: one that can not be asked is not hidden by one that is true. */
function anyTrue(list: readonly unknown[], bounds: RuntimeBounds): boolean {
  bounds.pass(list.length)
  let found = false
  for (let at = 0; at < list.length; at += 1) if (worth(list[at], bounds) === true) found = true
  return found
}

/** $not */
export function not(this: Context, value: unknown): boolean | undefined {
  return value === undefined ? undefined : worth(value, this.bounds) !== true
}

/** $exists */
export const exists = (value: unknown): boolean => value !== undefined
