import { type Context, isFunction, type RuntimeBounds } from '../builtin.ts'
import { fail } from '../fault.ts'
import { isNumeric } from '../values.ts'
import { put } from './objects.ts'

/** $string */
export function string(this: Context, given: unknown, pretty = false): string | undefined {
  return given === undefined ? undefined : stringOf(given, this.bounds, pretty)
}

/** A value as a text: what $string and & make of it. */
export function stringOf(value: unknown, bounds: RuntimeBounds, pretty = false): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) fail('D3001', { value })
    return digitsOf(value)
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (isFunction(value)) return ''
  // A list that is the whole input is wrapped, so that it is taken as one.
  const wrapped = Array.isArray(value) && (value as { outerWrapper?: boolean }).outerWrapper === true
  const shown: unknown = wrapped ? (value as readonly unknown[])[0] : value
  const made = JSON.stringify(isPlain(shown, bounds) ? shown : asWritten(shown), undefined, pretty ? 2 : 0)
  if (made !== undefined) bounds.text(made.length)
  return made
}

/** A number with fifteen digits at most. */
export function digitsOf(value: number): string {
  const exact = String(value)
  return exact.length < 17 || Number.isInteger(value) ? exact : String(Number(value.toPrecision(15)))
}

/** A copy that JSON shows as JSONata does. */
function asWritten(value: unknown): unknown {
  if (isNumeric(value)) return Number.isInteger(value) ? value : Number(value.toPrecision(15))
  if (isFunction(value)) return ''
  if (Array.isArray(value)) return value.map(asWritten)
  if (typeof value !== 'object' || value === null) return value
  const made = {}
  for (const name of Object.keys(value)) put(made, name, asWritten((value as Record<string, unknown>)[name]))
  return made
}

/** Whether JSON shows a value as JSONata does: no functions in it, and no numbers that are cut or refused. */
function isPlain(value: unknown, bounds: RuntimeBounds): boolean {
  if (typeof value === 'number') return Number.isInteger(value)
  if (typeof value !== 'object' || value === null) return typeof value !== 'function'
  bounds.step()
  if (Array.isArray(value)) return value.every((item) => isPlain(item, bounds))
  if (isFunction(value)) return false
  for (const key of Object.keys(value)) {
    if (!isPlain((value as Record<string, unknown>)[key], bounds)) return false
  }
  return true
}
