/**
 * Data as JavaScript: what evaluates to an equal value, members in the same order. Undefined members are left out; what is
 * no data (functions, NaN) is a mistake and throws.
 */
export function literal(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'object') return `{${members(value).join(', ')}}`
  throw new TypeError(`${typeof value} is no data`)
}

/** The same, one member a line. */
export function block(members: readonly (readonly [name: string, code: string])[], indent = ''): string {
  const lines = members.map(([name, code]) => `${indent}  ${memberName(name)}: ${code},\n`)
  return `{\n${lines.join('')}${indent}}`
}

const members = (object: object): readonly string[] =>
  Object.entries(object).flatMap(([name, value]) =>
    value === undefined ? [] : [`${memberName(name)}: ${literal(value)}`],
  )

/** Written plainly, `__proto__` would be no member. */
const memberName = (name: string): string => {
  if (name === '__proto__') return '["__proto__"]'
  return /^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name)
}
