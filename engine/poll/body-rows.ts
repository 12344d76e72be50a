import type { KeptBody, KeptRow, Said } from '../assemble/kept-row.ts'
import { placeText } from '../decode/lines.ts'
import type { RawBatch } from '../decode/raw-rows.ts'
import { rowTable } from './row-table.ts'

/** The rows of one body as they were read last. */
export interface BodyRows {
  readonly body: KeptBody & { order: number }
  /** Undefined: the row was rejected, and nobody knows what it would say. */
  readonly rows: (KeptRow | undefined)[]
  /** Two halves of each, and the line on which it begins; there is room for more behind them. */
  readonly hashes: Uint32Array
  readonly lines: Uint32Array
  /** The rows of a hash, and what rows said that are no more. */
  readonly known: KnownSaid
  /** What the body before stood in, to be written over: new ones for each would have garbage collected all the time. */
  readonly spare?: Pick<BodyRows, 'hashes' | 'lines'> & { readonly rows: (KeptRow | undefined)[] }
}

interface KnownSaid {
  find(low: number, high: number): KeptRow | undefined
  learn(low: number, high: number, row: KeptRow): void
  readonly size: number
  /** From now on the body that it was made of is not looked at. */
  settle(): void
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
  /** The numbers of the rows of a batch that are not known, to be decoded. */
  look(batch: RawBatch): readonly number[]
  /** What the row said that stood where the n-th of those stands that `look` gave last: likely it names the same. */
  saidAt(n: number): Said | undefined
  /** What the rows say that `look` gave last, in their order. Undefined: they were rejected. */
  say(said: readonly (Said | undefined)[]): void
  end(): BodyChanged
}

/** So far ahead a row is found again though the one behind it is another: what lies between is gone. */
const near = 64

/**
 * Rows of two bodies are paired in their order, as far as that is easily seen, and all others came or went: a row that
 * stands elsewhere than before went and came. `last`: nothing, or the body before; it must not be read again.
 */
export function bodyReading(origin: string, last: BodyRows | undefined): BodyReading {
  const isCalledSame = last?.body.origin === origin
  const body = last !== undefined && isCalledSame ? last.body : { origin, order: 0, placeOf: placeText }
  const before = last?.rows ?? []
  const hashesBefore = last?.hashes ?? new Uint32Array()
  const linesBefore = last?.lines ?? new Uint32Array()
  const rows = last?.spare?.rows ?? []
  let hashes = last?.spare?.hashes ?? new Uint32Array(Math.max(2_048, hashesBefore.length + 512))
  let lines = last?.spare?.lines ?? new Uint32Array(hashes.length / 2)
  /** So many rows were seen. */
  let filled = 0
  const removed: KeptRow[] = []
  const added: KeptRow[] = []
  const moved: KeptRow[] = []
  let cursor = 0
  /** Where the rows stand that are to be said. */
  let unknown: number[] = []
  /** And what the rows before said that stood in their places. */
  let instead: (Said | undefined)[] = []
  /** So many rows are between the cursor and this one, if they are as many as before. */
  let passed = 0

  const isAt = (at: number, low: number, high: number): boolean =>
    at < before.length && hashesBefore[2 * at] === low && hashesBefore[2 * at + 1] === high

  function skipTo(at: number): void {
    for (; cursor < at; cursor++) {
      const row = before[cursor]
      if (row !== undefined) removed.push(row)
    }
  }

  /** Where the row of the body before stands that this one is. Undefined: none is that is not behind us. */
  function pairOf(batch: RawBatch, n: number): number | undefined {
    const [low, high] = [batch.hashes[2 * n] as number, batch.hashes[2 * n + 1] as number]
    if (cursor >= before.length) return undefined
    if (isAt(cursor, low, high)) return cursor
    if (isAt(cursor + 1, low, high)) return cursor + 1
    const at = last?.known.find(low, high)?.index
    // A row that was paired has its new number, and another row stands there in the body before.
    if (at === undefined || at < cursor || !isAt(at, low, high)) return undefined
    const follows =
      n + 1 < batch.count &&
      isAt(at + 1, batch.hashes[2 * n + 2] as number, batch.hashes[2 * n + 3] as number)
    return follows || at - cursor <= near ? at : undefined
  }

  /** Rows that stand in the very place of before, one after the other from `n`: how many there are. */
  function standing({ count, hashes: found, line }: RawBatch, n: number): number {
    if (!isCalledSame) return 0
    const from = filled
    for (let at = n; at < count && cursor === filled && cursor < before.length; at++) {
      const row = before[cursor]
      if (
        row === undefined ||
        found[2 * at] !== hashesBefore[2 * cursor] ||
        found[2 * at + 1] !== hashesBefore[2 * cursor + 1] ||
        line(at) !== linesBefore[cursor]
      )
        break
      rows[filled] = row
      lines[filled] = linesBefore[cursor] as number
      filled += 1
      cursor += 1
    }
    return filled - from
  }

  function keep(row: KeptRow, index: number, line: number): void {
    if (row.line !== line || !isCalledSame) moved.push(row)
    row.index = index
    row.line = line
    row.body = body
  }

  function add(said: Said, index: number): KeptRow {
    const row = { said, body, index, line: lines[index] as number, results: undefined }
    added.push(row)
    return row
  }

  return {
    look(batch) {
      const wanted: number[] = []
      unknown = []
      instead = []
      const start = filled
      if (2 * (start + batch.count) > hashes.length) {
        hashes = grown(hashes, 2 * (start + batch.count))
        lines = grown(lines, hashes.length / 2)
      }
      hashes.set(batch.hashes.subarray(0, 2 * batch.count), 2 * start)
      for (let n = standing(batch, 0); n < batch.count; n += 1 + standing(batch, n + 1)) {
        const index = filled
        const line = batch.line(n)
        lines[index] = line
        const at = pairOf(batch, n)
        let row: KeptRow | undefined
        if (at !== undefined) {
          skipTo(at)
          row = before[at]
          cursor = at + 1
          passed = -1
          if (row !== undefined && (at !== index || linesBefore[at] !== line || !isCalledSame))
            keep(row, index, line)
        } else {
          const same = last?.known.find(batch.hashes[2 * n] as number, batch.hashes[2 * n + 1] as number)
          if (same !== undefined) row = add(same.said, index)
        }
        rows[filled] = row
        filled += 1
        passed += 1
        if (row !== undefined) continue
        wanted.push(n)
        unknown.push(index)
        instead.push(before[cursor + passed - 1]?.said)
      }
      return wanted
    },
    saidAt: (n) => instead[n],
    say(said) {
      for (const [n, one] of said.entries()) {
        const index = unknown[n] as number
        if (one !== undefined) rows[index] = add(one, index)
      }
    },
    end() {
      skipTo(before.length)
      rows.length = filled
      last?.known.settle()
      const isFull = last !== undefined && last.known.size > rows.length * 1.25 + 1_000
      const said = last === undefined || isFull ? knownSaid(rows, hashes) : last.known
      if (said === last?.known)
        for (const row of added)
          said.learn(hashes[2 * row.index] as number, hashes[2 * row.index + 1] as number, row)
      const spare = last && { rows: last.rows, hashes: last.hashes, lines: last.lines }
      const next = { body, rows, hashes, lines, known: said, ...(spare && { spare }) }
      return { next, removed, added, moved }
    },
  }
}

/** Learns the rows of a body once somebody asks: whoever never reads the body again spares it. */
function knownSaid(rows: readonly (KeptRow | undefined)[], hashes: Uint32Array): KnownSaid {
  const table = rowTable()
  const all: KeptRow[] = []
  let waiting: { readonly rows: typeof rows; readonly hashes: Uint32Array } | undefined = { rows, hashes }

  function put(low: number, high: number, row: KeptRow): void {
    const at = table.find(low, high)
    if (at !== undefined) all[at] = row
    else {
      table.add(low, high, all.length)
      all.push(row)
    }
  }
  function learnAll(): void {
    if (waiting === undefined) return
    for (const [at, row] of waiting.rows.entries())
      if (row !== undefined) put(waiting.hashes[2 * at] as number, waiting.hashes[2 * at + 1] as number, row)
    waiting = undefined
  }
  return {
    find(low, high) {
      learnAll()
      const at = table.find(low, high)
      return at === undefined ? undefined : all[at]
    },
    learn(low, high, row) {
      learnAll()
      put(low, high, row)
    },
    get size() {
      return all.length
    },
    settle: learnAll,
  }
}

function grown(numbers: Uint32Array, least: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(Math.max(least, numbers.length * 2))
  more.set(numbers)
  return more
}
