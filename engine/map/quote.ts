import { brief } from '../jsonata/brief.ts'
import { FunctionValue } from '../jsonata/runtime/builtin.ts'

const longest = 80

/** A value as a message shows it: as JSON, and never longer than a line. */
export function quote(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (isFunction(value)) return 'a function'
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value) && value.length > 5) return `a list of ${value.length}`
  const text = brief(value, longest) as string
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

/** Functions are values in JSONata; as data they are mistakes. */
export function isFunction(value: unknown): boolean {
  if (typeof value === 'function') return true
  if (typeof value !== 'object' || value === null) return false
  if (value instanceof FunctionValue) return true
  return '_jsonata_lambda' in value || '_jsonata_function' in value
}
