import { type JsonBytes, jsonBytes, putSlice } from '../flow/json-bytes.ts'
import type { ResultRecord } from '../model/result.ts'
import { putRecord, putReporting, putTimeless } from './record-bytes.ts'

interface Written {
  readonly out: JsonBytes
  readonly records: ResultRecord[]
  /** Where a record lies that was written without its times, four numbers each: its start, reporting, what is behind it, the end. */
  readonly places: number[]
  /** Which number each record is, as far as somebody asked: mostly they are asked for one after the other. */
  readonly numbers: Map<ResultRecord, number>
  numbered: number
  /** The number behind the one that was asked for last. */
  next: number
}

/** Of records that were written last: what makes up most of a change was written for its digest a moment ago. */
const mostBytes = 3_000_000

const nothing = (): Written => ({
  out: jsonBytes(4_096),
  records: [],
  places: [],
  numbers: new Map(),
  numbered: 0,
  next: 0,
})
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
    now.records.length = 0
    now.places.length = 0
    now.numbers.clear()
    now.numbered = 0
    now.next = 0
  }
  const { out, records, places } = now
  const start = out.length
  const { reporting, rest } = putTimeless(out, record)
  records.push(record)
  // One that could not be written to its end lies between others.
  places.push(start, reporting, rest, out.length)
  return out.bytes.subarray(start, out.length)
}

/** Puts a record in canonical JSON, as `putRecord` does: one that was written last is copied. Records never change. */
export function putWritten(out: JsonBytes, record: ResultRecord): void {
  if (record === now.records[now.next]) putCopy(out, record, now, now.next)
  else if (record === before.records[before.next]) putCopy(out, record, before, before.next)
  else if (!putSought(out, record, now) && !putSought(out, record, before)) putRecord(out, record)
}

function putCopy(out: JsonBytes, record: ResultRecord, written: Written, number: number): void {
  const { places } = written
  const { bytes } = written.out
  const at = 4 * number
  putSlice(out, bytes, places[at] as number, places[at + 1] as number)
  putReporting(out, record.reporting)
  putSlice(out, bytes, places[at + 2] as number, places[at + 3] as number)
  written.next = number + 1
}

function putSought(out: JsonBytes, record: ResultRecord, written: Written): boolean {
  const { records, numbers } = written
  for (; written.numbered < records.length; written.numbered++)
    numbers.set(records[written.numbered] as ResultRecord, written.numbered)
  const number = numbers.get(record)
  if (number !== undefined) putCopy(out, record, written, number)
  return number !== undefined
}
