import type { Json, JsonObject } from '../model/json.ts'

/** Makes objects with always the same names. A name like `__proto__` is a name like any other. */
export function recordOf(names: readonly string[]): (values: readonly Json[]) => JsonObject {
  if (names.includes('__proto__'))
    return (values) => Object.fromEntries(names.map((name, at) => [name, values[at] ?? null]))
  return (values) => {
    const record: Record<string, Json> = {}
    for (let at = 0; at < names.length; at++) record[names[at] as string] = values[at] as Json
    return record
  }
}

/** Sets an own property, whatever its name. */
export function put(target: Record<string, Json>, name: string, value: Json): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true })
  else target[name] = value
}
