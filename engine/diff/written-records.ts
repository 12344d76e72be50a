import { type JsonBytes, jsonBytes, putSlice } from '../flow/json-bytes.ts'
import type { ResultRecord } from '../model/result.ts'
import { putRecord, putReporting, putTimeless } from './record-bytes.ts'

/** Where a record lies that was written without its times. */
interface Place {
  readonly start: number
  readonly reporting: number
  readonly rest: number
  readonly end: number
}
interface Written {
  readonly out: JsonBytes
  readonly places: Map<ResultRecord, Place>
}

/** Of records that were written last: what makes up most of a change was written for its digest a moment ago. */
const mostBytes = 3_000_000

const nothing = (): Written => ({ out: jsonBytes(4_096), places: new Map() })
let now = nothing()
/** Those written before, as much again. */
let before = nothing()

/** What the digest of a record is of. Good until the next record is written. */
export function timelessBytes(record: ResultRecord): Uint8Array {
  if (now.out.length > mostBytes) {
    const oldest = before
    before = now
    now = oldest
    now.out.length = 0
    now.places.clear()
  }
  const { out, places } = now
  const start = out.length
  const { reporting, rest } = putTimeless(out, record)
  places.set(record, { start, reporting, rest, end: out.length })
  return out.bytes.subarray(start, out.length)
}

/** Puts a record in canonical JSON, as `putRecord` does: one that was written last is copied. Records never change. */
export function putWritten(out: JsonBytes, record: ResultRecord): void {
  const written = now.places.has(record) ? now : before
  const place = written.places.get(record)
  if (place === undefined) return putRecord(out, record)
  const { bytes } = written.out
  putSlice(out, bytes, place.start, place.reporting)
  putReporting(out, record.reporting)
  putSlice(out, bytes, place.rest, place.end)
}
