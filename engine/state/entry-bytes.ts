import { type JsonBytes, putByte, putJsonText, putNumber, putText } from '../flow/json-bytes.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'

/** Puts an entry of a state as `JSON.stringify` writes it: as fast, and nothing is left for the runtime to collect. */
export function putEntry(out: JsonBytes, entry: readonly [ResultKey, Figures]): void {
  putByte(out, openList)
  putJsonText(out, entry[0])
  putByte(out, comma)
  putObject(out, entry[1])
  putByte(out, closeList)
}

function putObject(out: JsonBytes, object: object): void {
  let before = openObject
  for (const name in object) {
    const value = (object as Readonly<Record<string, unknown>>)[name]
    if (value === undefined) continue
    putByte(out, before)
    before = comma
    putJsonText(out, name)
    putByte(out, colon)
    if (typeof value === 'number' && Number.isFinite(value)) putNumber(out, value)
    else if (typeof value === 'string') putJsonText(out, value)
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) putObject(out, value)
    else putText(out, JSON.stringify(value))
  }
  if (before === openObject) putByte(out, openObject)
  putByte(out, closeObject)
}

const comma = 44
const colon = 58
const openList = 91
const closeList = 93
const openObject = 123
const closeObject = 125
