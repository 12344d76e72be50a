import { isFunction } from '../builtin.ts'
import { fail } from '../fault.ts'
import { isNumeric } from '../values.ts'

/** $type */
export function type(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (value === null) return 'null'
  if (isNumeric(value)) return 'number'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'boolean'
  if (Array.isArray(value)) return 'array'
  return isFunction(value) ? 'function' : 'object'
}

/** $error */
export function error(message: string | undefined): never {
  return fail('D3137', {
    message: message === undefined || message === '' ? '$error() function evaluated' : message,
  })
}

/** $assert */
export function assert(condition: boolean | undefined, message: string | undefined): undefined {
  if (condition) return undefined
  return fail('D3141', {
    message: message === undefined || message === '' ? '$assert() statement failed' : message,
  })
}
