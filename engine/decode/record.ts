import type { Json, JsonObject } from '../model/json.ts'

/** Makes objects with always the same names. A name like `__proto__` is a name like any other. */
export function recordOf(names: readonly string[]): (values: readonly Json[]) => JsonObject {
  if (names.includes('__proto__'))
    return (values) => Object.fromEntries(names.map((name, at) => [name, values[at] ?? null]))
  // A name that is the text of a property is found faster than one that was cut out of a file.
  const own = Object.keys(Object.fromEntries(names.map((name) => [name, ''])))
  const known = own.length === names.length && own.every((name, at) => name === names[at]) ? own : names
  return (values) => filled(known, values)
}

/**
 * One line for each of the first columns, and no loop: each line learns the one name that it is given, and is several
 * times as fast as a line that is given all of them.
 */
function filled(names: readonly string[], values: readonly Json[]): JsonObject {
  const record: Record<string, Json> = {}
  const count = names.length
  if (count === 0) return record
  record[names[0] as string] = values[0] as Json
  if (count === 1) return record
  record[names[1] as string] = values[1] as Json
  if (count === 2) return record
  record[names[2] as string] = values[2] as Json
  if (count === 3) return record
  record[names[3] as string] = values[3] as Json
  if (count === 4) return record
  record[names[4] as string] = values[4] as Json
  if (count === 5) return record
  record[names[5] as string] = values[5] as Json
  if (count === 6) return record
  record[names[6] as string] = values[6] as Json
  if (count === 7) return record
  record[names[7] as string] = values[7] as Json
  if (count === 8) return record
  record[names[8] as string] = values[8] as Json
  if (count === 9) return record
  record[names[9] as string] = values[9] as Json
  if (count === 10) return record
  record[names[10] as string] = values[10] as Json
  if (count === 11) return record
  record[names[11] as string] = values[11] as Json
  if (count === 12) return record
  record[names[12] as string] = values[12] as Json
  if (count === 13) return record
  record[names[13] as string] = values[13] as Json
  if (count === 14) return record
  record[names[14] as string] = values[14] as Json
  if (count === 15) return record
  record[names[15] as string] = values[15] as Json
  if (count === 16) return record
  record[names[16] as string] = values[16] as Json
  if (count === 17) return record
  record[names[17] as string] = values[17] as Json
  if (count === 18) return record
  record[names[18] as string] = values[18] as Json
  if (count === 19) return record
  record[names[19] as string] = values[19] as Json
  if (count === 20) return record
  record[names[20] as string] = values[20] as Json
  if (count === 21) return record
  record[names[21] as string] = values[21] as Json
  if (count === 22) return record
  record[names[22] as string] = values[22] as Json
  if (count === 23) return record
  record[names[23] as string] = values[23] as Json
  if (count === 24) return record
  record[names[24] as string] = values[24] as Json
  if (count === 25) return record
  record[names[25] as string] = values[25] as Json
  if (count === 26) return record
  record[names[26] as string] = values[26] as Json
  if (count === 27) return record
  record[names[27] as string] = values[27] as Json
  if (count === 28) return record
  record[names[28] as string] = values[28] as Json
  if (count === 29) return record
  record[names[29] as string] = values[29] as Json
  if (count === 30) return record
  record[names[30] as string] = values[30] as Json
  if (count === 31) return record
  record[names[31] as string] = values[31] as Json
  for (let at = 32; at < count; at++) record[names[at] as string] = values[at] as Json
  return record
}

/** Sets an own property, whatever its name. */
export function put(target: Record<string, Json>, name: string, value: Json): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true })
  else target[name] = value
}
