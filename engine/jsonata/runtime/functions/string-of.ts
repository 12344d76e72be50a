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
  const made = pretty
    ? JSON.stringify(asWritten(shown, bounds), undefined, 2)
    : (written(shown, bounds) as string)
  if (made !== undefined) bounds.text(made.length)
  return made
}

/** A number with fifteen digits at most. */
export function digitsOf(value: number): string {
  const exact = String(value)
  return exact.length < 17 || Number.isInteger(value) ? exact : String(Number(value.toPrecision(15)))
}

/** A copy that JSON shows as JSONata does. */
function asWritten(value: unknown, bounds: RuntimeBounds): unknown {
  if (isNumeric(value)) return Number.isInteger(value) ? value : Number(value.toPrecision(15))
  if (isFunction(value)) return ''
  if (typeof value !== 'object' || value === null) return value
  bounds.pass(1)
  if (Array.isArray(value)) return value.map((item) => asWritten(item, bounds))
  const made = {}
  for (const name of Object.keys(value))
    put(made, name, asWritten((value as Record<string, unknown>)[name], bounds))
  return made
}

/** JSON as JSONata shows it. Undefined: nothing can be shown of it. */
function written(value: unknown, bounds: RuntimeBounds): string | undefined {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return numberWritten(value)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (value === null) return 'null'
  if (isFunction(value)) return '""'
  if (typeof value !== 'object') return undefined
  bounds.step()
  return Array.isArray(value) ? listWritten(value, bounds) : objectWritten(value, bounds)
}

function listWritten(list: readonly unknown[], bounds: RuntimeBounds): string {
  let made = '['
  for (let at = 0; at < list.length; at += 1) {
    const item = written(list[at], bounds) ?? 'null'
    made += at === 0 ? item : `,${item}`
  }
  return `${made}]`
}

function objectWritten(object: object, bounds: RuntimeBounds): string {
  let made = '{'
  let isFirst = true
  for (const name in object) {
    const value = (object as Readonly<Record<string, unknown>>)[name]
    const member = typeof value === 'string' ? quoted(value) : written(value, bounds)
    if (member === undefined) continue
    made += isFirst ? named(name) + member : `,${named(name)}${member}`
    isFirst = false
  }
  return `${made}}`
}

/** The few names that most objects share, as they are written. */
const names = new Map<string, string>()

function named(name: string): string {
  const before = names.get(name)
  if (before !== undefined) return before
  const made = `${quoted(name)}:`
  if (names.size < 1000 && name.length < 64) names.set(name, made)
  return made
}

function numberWritten(value: number): string {
  if (Number.isInteger(value)) return String(value)
  return isNumeric(value) ? String(Number(value.toPrecision(15))) : 'null'
}

/** Signs that JSON writes in another way: halves of pairs may stand alone. */
function quoted(text: string): string {
  if (text.length > 64) return JSON.stringify(text)
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    if (sign < 32 || sign === 34 || sign === 92 || (sign & 0xf800) === 0xd800) return JSON.stringify(text)
  }
  return `"${text}"`
}
