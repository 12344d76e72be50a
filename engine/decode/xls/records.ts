import { broken } from '../workbook/places.ts'

/** One record of a workbook stream, with those that continue it. */
export interface BiffRecord {
  readonly type: number
  readonly at: number
  /** Where the next one begins. */
  readonly end: number
  readonly pieces: readonly Buffer[]
}
const continued = 0x3c

/** The records from an offset on. One that reaches behind the end of the stream is DECODE_FAILED. */
export function* recordsFrom(stream: Buffer, start: number): Iterable<BiffRecord> {
  const piece = (at: number): Buffer => {
    const end = at + 4 + stream.readUInt16LE(at + 2)
    if (end > stream.length) throw broken('xls', 'it was cut off inside a record')
    return stream.subarray(at + 4, end)
  }
  for (let at = start; at + 4 <= stream.length; ) {
    const type = stream.readUInt16LE(at)
    const pieces = [piece(at)]
    let end = at + 4 + (pieces[0]?.length ?? 0)
    while (end + 4 <= stream.length && stream.readUInt16LE(end) === continued) {
      const more = piece(end)
      pieces.push(more)
      end += 4 + more.length
    }
    yield { type, at, end, pieces }
    at = end
  }
  throw broken('xls', 'it was cut off: a part of it has no end')
}

/** Reads the values of a record, one after the other. Reading behind its end is DECODE_FAILED. */
export interface Values {
  u8(): number
  u16(): number
  u32(): number
  f64(): number
  skip(bytes: number): void
  /** So many characters of one or two bytes. In a record that continues another the width is said again. */
  unicode(length: number, wide: boolean): string
  bytes(length: number): Buffer
  readonly left: number
}

export function valuesOf({ pieces }: BiffRecord): Values {
  let piece = 0
  let at = 0
  /** The next bytes, which no boundary parts. */
  const take = (length: number): Buffer => {
    while (at === pieces[piece]?.length && piece + 1 < pieces.length) {
      piece += 1
      at = 0
    }
    const found = pieces[piece]?.subarray(at, at + length)
    if (found?.length !== length) throw short()
    at += length
    return found
  }
  return {
    u8: () => take(1).readUInt8(),
    u16: () => take(2).readUInt16LE(),
    u32: () => take(4).readUInt32LE(),
    f64: () => take(8).readDoubleLE(),
    bytes: (length) => take(length),
    get left() {
      return pieces.slice(piece).reduce((sum, { length }) => sum + length, -at)
    },
    skip(bytes) {
      for (let rest = bytes; rest > 0; ) {
        const here = Math.min(rest, (pieces[piece]?.length ?? 0) - at)
        at += here
        rest -= here
        if (rest === 0) return
        piece += 1
        at = 0
        if (piece >= pieces.length) throw short()
      }
    },
    unicode(length, startsWide) {
      let wide = startsWide
      let text = ''
      for (let rest = length; rest > 0; ) {
        if (at === (pieces[piece]?.length ?? 0)) {
          piece += 1
          at = 0
          if (piece >= pieces.length) throw short()
          wide = (take(1)[0] ?? 0) % 2 === 1
        }
        const width = wide ? 2 : 1
        const here = Math.min(rest, Math.floor(((pieces[piece]?.length ?? 0) - at) / width))
        if (here === 0) throw short()
        text += take(here * width).toString(wide ? 'utf16le' : 'latin1')
        rest -= here
      }
      return text
    },
  }
}

const short = (): Error => broken('xls', 'a record is shorter than what it should hold')
