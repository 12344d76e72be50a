import { hashBytes } from '../flow/hash-bytes.ts'
import type { Row } from '../model/row.ts'
import { keptBytes } from './kept-bytes.ts'
import { emptyBody, makeRoom, type RawBody } from './raw-body.ts'
import type { RawBatch } from './raw-rows.ts'
import type { RecordWindows } from './record-windows.ts'

/** The records that a cutter passes, added to a body of their own beside the one before. */
interface RawRecords {
  readonly body: RawBody
  /** Those of a window, each time that one has come. */
  readonly batch: RawBatch
}

/** Reads the record that stands there, and begins on that line. */
type ReadRecord = (start: number, end: number, line: number) => Row

/** So many are cut at once. */
const mostAtOnce = 2_048

/** From where the cutter stands. What it is given from now on is kept as far as there is room. */
export function rawRecords(
  windows: RecordWindows,
  seed: number,
  last: RawBody | undefined,
  room: number,
  read: ReadRecord,
): RawRecords {
  const { cutter } = windows
  const body = emptyBody(last)
  const kept = last?.pieces && keptBytes(last, last.pieces)
  windows.keep(body, kept, room)
  const spans = new Uint32Array(3 * mostAtOnce)
  /** So many records are cut, and so many of these are passed. What is known of the others stands behind the body. */
  let cut = 0
  let passed = 0
  /** Where the one stands that was passed last. */
  let [start, end, line] = [0, 0, 0]

  /** Is a record there that is not passed? */
  function isThere(): boolean {
    if (passed < cut) return true
    // Where bytes are compared, only what differs is cut.
    cut = cutter.cut(spans, kept === undefined ? mostAtOnce : 1)
    passed = 0
    makeRoom(body, cut)
    const { hashes, lines, starts, count } = body
    for (let n = 0; n < cut; n++) {
      const begins = spans[3 * n] as number
      hashBytes(windows.view, begins, spans[3 * n + 1] as number, seed, hashes, 2 * (count + n))
      starts[count + n] = begins
      lines[count + n] = spans[3 * n + 2] as number
    }
    return cut > 0
  }
  function next(): boolean {
    if (!isThere()) return false
    start = spans[3 * passed] as number
    end = spans[3 * passed + 1] as number
    line = spans[3 * passed + 2] as number
    passed += 1
    body.count += 1
    return true
  }
  function isNext(number: number): boolean {
    if (last === undefined || number >= last.count || !isThere()) return false
    const { count, hashes } = body
    return (
      hashes[2 * count] === last.hashes[2 * number] && hashes[2 * count + 1] === last.hashes[2 * number + 1]
    )
  }
  function same(from: number, to: number): number {
    // Before the first one lines may have to be skipped.
    const isByBytes = (): boolean => kept !== undefined && passed === cut && body.count > 0
    let number = from
    while (!isByBytes() && number < to && isNext(number)) {
      next()
      number += 1
    }
    if (kept !== undefined && isByBytes()) number += kept.pass(cutter, body, number, to)
    return number - from
  }
  function row(): Row {
    body.row = read(start, end, line)
    return body.row
  }
  return { body, batch: { same, next, isNext, row } }
}
