import type { KeptBody, KeptRow, Said } from '../assemble/kept-row.ts'
import { placeText } from '../decode/lines.ts'
import type { RawBody } from '../decode/raw-body.ts'
import type { RawBatch } from '../decode/raw-rows.ts'
import type { Row } from '../model/row.ts'
import { type KnownSaid, knownSaid } from './known-said.ts'
import { standingRows } from './standing-rows.ts'

/** The rows of one body as they were read last. */
export interface BodyRows {
  readonly body: KeptBody & { order: number }
  /** Undefined: the row was rejected, and nobody knows what it would say. */
  readonly rows: (KeptRow | undefined)[]
  /** The numbers of those that were rejected. */
  readonly rejected: readonly number[]
  readonly raw: RawBody
  /** The rows of a hash, and what rows said that are no more. */
  readonly known: KnownSaid
  /** Those of the body before, to be written over. Absent: they are these. */
  readonly spare?: (KeptRow | undefined)[]
}

/** What became of the rows of a body. */
export interface BodyChanged {
  readonly next: BodyRows
  readonly removed: readonly KeptRow[]
  readonly added: readonly KeptRow[]
  readonly moved: readonly KeptRow[]
}

/** Reads a body beside the one before. */
export interface BodyReading {
  /** The next rows of a batch that are not known, so many of them. Fewer: all of it was passed. */
  look(batch: RawBatch, most: number): readonly Row[]
  /** What the row said that stood where the n-th stands of those that are to be said: likely it names the same. */
  saidAt(n: number): Said | undefined
  /** What the rows say that `look` gave since this was called last, in their order. Undefined: they were rejected. */
  say(said: readonly (Said | undefined)[]): void
  end(): BodyChanged
}

/** So far ahead a row is found again though the one behind it is another: what lies between is gone. */
const near = 64

/**
 * Rows of two bodies are paired in their order, as far as that is easily seen, and all others came or went: a row that
 * stands elsewhere than before went and came. `last`: nothing, or the body before; it must not be read again. `raw` gets
 * the records of the batches.
 */
export function bodyReading(origin: string, last: BodyRows | undefined, raw: RawBody): BodyReading {
  const isCalledSame = last?.body.origin === origin
  const body = last !== undefined && isCalledSame ? last.body : { origin, order: 0, placeOf: placeText }
  const before = last?.rows ?? []
  const hashesBefore = last?.raw.hashes ?? new Uint32Array()
  const linesBefore = last?.raw.lines ?? new Uint32Array()
  const rows = standingRows(last?.rows, last?.spare)
  const removed: KeptRow[] = []
  const added: KeptRow[] = []
  const moved: KeptRow[] = []
  let cursor = 0
  /** Does the row that was looked at last stand in the body before, too? */
  let isPaired = true
  /** Where the rows stand that are to be said. */
  let unknown: number[] = []
  /** And what the rows before said that stood in their places. */
  let instead: (Said | undefined)[] = []
  /** So many rows are behind the last one that was paired. */
  let since = 0
  const rejected: number[] = []
  /** Of those that were rejected in the body before, so many are behind the cursor. */
  let passed = 0

  const isAt = (at: number, low: number, high: number): boolean =>
    at < before.length && hashesBefore[2 * at] === low && hashesBefore[2 * at + 1] === high

  function skipTo(at: number): void {
    for (; cursor < at; cursor++) {
      const row = before[cursor]
      if (row !== undefined) removed.push(row)
    }
  }

  /** Where the row of the body before stands that is this one. Undefined: none is that is not behind us. */
  function pairOf(batch: RawBatch, low: number, high: number, same: KeptRow | undefined): number | undefined {
    const at = same?.index
    // A row that was paired has its new number, and another row stands there in the body before.
    if (at === undefined || at < cursor || !isAt(at, low, high)) return undefined
    return at - cursor <= near || batch.isNext(at + 1) ? at : undefined
  }

  /** Rows that are those of the body before from a number on. */
  function standing(batch: RawBatch, from: number): number {
    for (; (last?.rejected[passed] ?? from) < from; passed++);
    const index = raw.count
    const count = batch.same(from, last?.rejected[passed] ?? before.length)
    if (count === 0) return 0
    skipTo(from)
    cursor += count
    since = 0
    rows.stand(index, from, count)
    const isInPlace = isCalledSame && from === index
    const { lines } = raw
    for (let n = 0; n < count; n++)
      if (!isInPlace || linesBefore[from + n] !== lines[index + n])
        keep(before[from + n] as KeptRow, index + n)
    return count
  }

  function keep(row: KeptRow, index: number): void {
    const line = raw.lines[index] as number
    if (row.line !== line || !isCalledSame) moved.push(row)
    row.index = index
    row.line = line
    row.body = body
  }

  function add(said: Said, index: number): KeptRow {
    const row = { said, body, index, line: raw.lines[index] as number, results: undefined }
    added.push(row)
    return row
  }

  /** The row of the record that the batch passed last, if it is known, comes to stand there. */
  function rowAt(batch: RawBatch, index: number): KeptRow | undefined {
    const low = raw.hashes[2 * index] as number
    const high = raw.hashes[2 * index + 1] as number
    const isNear = isAt(cursor, low, high) || isAt(cursor + 1, low, high)
    const same = isNear ? undefined : last?.known.find(low, high)
    const next = isAt(cursor, low, high) ? cursor : cursor + 1
    const at = isNear ? next : pairOf(batch, low, high, same)
    isPaired = at !== undefined
    if (at === undefined) {
      const row = same && add(same.said, index)
      rows.put(index, row)
      return row
    }
    skipTo(at)
    cursor = at + 1
    const row = before[at]
    rows.stand(index, at, 1)
    if (row !== undefined && (at !== index || linesBefore[at] !== raw.lines[index] || !isCalledSame))
      keep(row, index)
    return row
  }

  return {
    look(batch, most) {
      const wanted: Row[] = []
      if (isPaired) standing(batch, cursor)
      while (wanted.length < most && batch.next()) {
        const index = raw.count - 1
        const wasPaired = isPaired
        const row = rowAt(batch, index)
        since = isPaired ? 0 : since + 1
        if (row === undefined) {
          wanted.push(batch.row())
          unknown.push(index)
          instead.push(before[cursor + since - 1]?.said)
        }
        if (isPaired) standing(batch, cursor)
        // Mostly a row that is new stands in the place of another.
        else if (wasPaired) isPaired = standing(batch, cursor + 1) > 0
      }
      return wanted
    },
    saidAt: (n) => instead[n],
    say(said) {
      for (let n = 0; n < said.length; n++) {
        const one = said[n]
        const index = unknown[n] as number
        if (one === undefined) rejected.push(index)
        else rows.put(index, add(one, index))
      }
      unknown = []
      instead = []
    },
    end() {
      skipTo(before.length)
      last?.known.settle()
      const all = rows.end(raw.count)
      const isFull = last !== undefined && last.known.size > all.length * 1.25 + 1_000
      const said = last === undefined || isFull ? knownSaid(all, raw.hashes) : last.known
      if (said === last?.known)
        for (const row of added)
          said.learn(raw.hashes[2 * row.index] as number, raw.hashes[2 * row.index + 1] as number, row)
      const spare = last?.rows === all ? undefined : last?.rows
      const next = { body, rows: all, rejected, raw, known: said, ...(spare && { spare }) }
      return { next, removed, added, moved }
    },
  }
}
