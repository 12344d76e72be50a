import { type KeptPiece, makeRoom, type RawBody, roomOf } from './raw-body.ts'
import type { RecordCutter } from './record-cutter.ts'

/** The bytes of a body that was read before, beside which another is read. */
export interface KeptBytes {
  /**
   * As many records as stand where a cutter stands, byte for byte, of those from one number to another, both not falling
   * from call to call. They are passed and added to the body. The last one is never among them: it may have no line break.
   */
  pass(cutter: RecordCutter, body: RawBody, from: number, to: number): number
  /** A buffer of this size that is not needed any more. */
  free(size: number): Buffer | undefined
  /** So many bytes are still needed. */
  readonly room: number
}

/** So many records are compared at once. */
const mostAtOnce = 64

/** Uses them up: behind what was passed they are written over. */
export function keptBytes(last: RawBody, kept: readonly KeptPiece[]): KeptBytes {
  let room = roomOf({ pieces: kept })
  /** Those before this one are done with. */
  let number = 0
  const free: Buffer[] = []
  /** As many as stood there last time are likely there the next time. */
  let usual = 1

  /** That of a record. */
  function pieceOf(record: number): KeptPiece | undefined {
    let piece = kept[number]
    for (; piece !== undefined && piece.end <= record; piece = kept[number]) {
      free.push(Buffer.from(piece.bytes.buffer))
      room -= piece.bytes.buffer.byteLength
      number += 1
    }
    return piece
  }

  function add(body: RawBody, from: number, to: number, bytes: number, lines: number): void {
    makeRoom(body, to - from)
    const { hashes, lines: into, starts } = body
    let filled = body.count
    for (let n = from; n < to; n++, filled++) {
      hashes[2 * filled] = last.hashes[2 * n] as number
      hashes[2 * filled + 1] = last.hashes[2 * n + 1] as number
      into[filled] = (last.lines[n] as number) + lines
      starts[filled] = (last.starts[n] as number) + bytes
    }
    body.count = filled
  }

  return {
    pass(cutter, body, from, to) {
      const most = Math.min(to, last.count - 1)
      const { bytes } = cutter
      let record = from
      let step = usual
      let isGrowing = true
      while (step > 0 && record < most) {
        const piece = pieceOf(record)
        if (piece === undefined) break
        const end = Math.min(record + step, most, piece.end)
        const start = last.starts[record] as number
        const stop = end === piece.end ? piece.bytes.length : (last.starts[end] as number)
        const { at } = cutter
        if (isThere(bytes, at, piece.bytes, start, stop)) {
          const lines = cutter.line - (last.lines[record] as number)
          add(body, record, end, at - start, lines)
          cutter.pass(
            at + stop - start,
            lines + (end === piece.end ? piece.line : (last.lines[end] as number)),
          )
          record = end
        } else isGrowing = false
        step = isGrowing ? Math.min(2 * step, mostAtOnce) : step >> 1
      }
      usual = 1
      while (usual < mostAtOnce && 2 * usual <= record - from) usual *= 2
      return record - from
    },
    free(size) {
      const at = free.findIndex(({ byteLength }) => byteLength === size)
      return at === -1 ? undefined : free.splice(at, 1)[0]
    },
    get room() {
      return room
    },
  }
}

/** Do the same lines stand there as a whole? What follows must be there, too: a line feed may belong to the last of them. */
function isThere(bytes: Buffer, at: number, kept: Buffer, start: number, stop: number): boolean {
  const end = at + stop - start
  return (
    end < bytes.length &&
    kept.compare(bytes, at, end, start, stop) === 0 &&
    !(bytes[end - 1] === carriage && bytes[end] === feed)
  )
}

const carriage = 13
const feed = 10
