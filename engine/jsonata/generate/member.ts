import { anyData, anyValue, type Made, may, only, originOf, types } from './types.ts'
import { type Place, quoted, type Writing } from './writing.ts'

/**
 * A member of the context by its name, as a step of a path gives it: of a list, those of all its items. `kept`: behind it
 * stands `[]`, so that nothing is settled before.
 */
export function member(w: Writing, key: string, { input, object }: Place, kept: boolean): Made {
  if (!may(input.type, types.object | types.list | types.sequence)) {
    return { js: 'undefined', type: types.nothing }
  }
  const type = (input.members ?? (input.data === true ? anyData : anyValue)) | types.nothing
  const data = originOf(input)
  const read = readOf(input, key)
  if (only(input.type, types.object)) {
    return { js: read, type, ...data, ...(input.data === true ? { same: read } : {}) }
  }
  const other = `(${input.js}, ${quoted(key)})`
  if (input.data === true && !kept) {
    const js = `(${object()} ? ${read} : ${sieved(w, input, `${w.use('settledMember')}${other}`)})`
    return { js, type: type | types.sequence, settled: true, ...data, same: js }
  }
  return { js: `(${object()} ? ${read} : ${w.use('lookup')}${other})`, type: type | types.sequence }
}

/** A member of what is surely an object; nothing where it is null and the object is raw. */
export const readOf = ({ js, raw }: Made, key: string): string =>
  raw === true ? `(${memberOf(js, key)} ?? undefined)` : memberOf(js, key)

/** What the runtime has read in something that may be raw. */
export const sieved = (w: Writing, { raw }: Made, js: string): string =>
  raw === true ? `${w.use('sieved')}(${js})` : js

/** A member of what is surely an object. */
export function memberOf(js: string, key: string): string {
  // What every object of JavaScript has is no data.
  if (key in Object.prototype)
    return `(Object.hasOwn(${js}, ${quoted(key)}) ? ${js}[${quoted(key)}] : undefined)`
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${js}.${key}` : `${js}[${quoted(key)}]`
}
