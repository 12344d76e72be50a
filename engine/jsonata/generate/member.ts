import { anyData, anyValue, type Made, may, only, types } from './types.ts'
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
  const data = input.data === true ? { data: true } : {}
  const read = memberOf(input.js, key)
  if (only(input.type, types.object)) {
    return { js: read, type, ...data, ...(input.data === true ? { same: read } : {}) }
  }
  const other = `(${input.js}, ${quoted(key)})`
  if (input.data === true && !kept) {
    const js = `(${object()} ? ${read} : ${w.use('settledMember')}${other})`
    return { js, type: type | types.sequence, settled: true, data: true, same: js }
  }
  return { js: `(${object()} ? ${read} : ${w.use('lookup')}${other})`, type: type | types.sequence }
}

/** A member of what is surely an object. */
export function memberOf(js: string, key: string): string {
  // What every object of JavaScript has is no data.
  if (key in Object.prototype)
    return `(Object.hasOwn(${js}, ${quoted(key)}) ? ${js}[${quoted(key)}] : undefined)`
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${js}.${key}` : `${js}[${quoted(key)}]`
}
