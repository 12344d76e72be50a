import type { Row } from '../model/row.ts'

/** The records of a body, as far as it was read: what they are known by again. */
export interface RawBody {
  count: number
  /** So many bytes it has. */
  size: number
  /** 64 bits of each record, seeded: the lower half of record `n` at `2 * n`, the upper one behind it. */
  hashes: Uint32Array
  /** On which each begins: the place of its row is the `placeText` of it. */
  lines: Uint32Array
  /** Where in its piece each begins. */
  starts: Uint32Array
  /** Its bytes. Undefined: there was no room for them. */
  pieces: readonly KeptPiece[] | undefined
  /** One that was decoded last. While it is there, machine code for rows of its form is not thrown away. */
  row: Row | undefined
  /** What the body before stood in, to be written over: new ones for each would have garbage collected all the time. */
  readonly spare: Pick<RawBody, 'hashes' | 'lines' | 'starts'> | undefined
}

/** Whole lines that follow each other. */
export interface KeptPiece {
  readonly bytes: Buffer
  /** Behind its last record: the number of the next one, and the line. */
  readonly end: number
  readonly line: number
}

/** A body of which nothing was read yet. */
export function emptyBody(last?: RawBody): RawBody {
  const records = Math.max(1_024, (last?.count ?? 0) + 256)
  const { hashes, lines, starts } = last?.spare ?? {
    hashes: new Uint32Array(2 * records),
    lines: new Uint32Array(records),
    starts: new Uint32Array(records),
  }
  const spare = last && { hashes: last.hashes, lines: last.lines, starts: last.starts }
  return { count: 0, size: 0, hashes, lines, starts, pieces: undefined, row: last?.row, spare }
}

/** Makes room for so many more records. */
export function makeRoom(body: RawBody, more: number): void {
  if (body.count + more <= body.lines.length) return
  const records = Math.max(body.count + more, 2 * body.lines.length)
  body.hashes = grown(body.hashes, 2 * records)
  body.lines = grown(body.lines, records)
  body.starts = grown(body.starts, records)
}

function grown(numbers: Uint32Array, length: number): Uint32Array {
  const more = new Uint32Array(length)
  more.set(numbers)
  return more
}

/** So many bytes those that are kept take up. */
export const roomOf = (body: Pick<RawBody, 'pieces'> | undefined): number =>
  (body?.pieces ?? []).reduce((sum, { bytes }) => sum + bytes.buffer.byteLength, 0)
