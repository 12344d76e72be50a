import { constants, zstdCompressSync } from 'node:zlib'
import { type JsonBytes, jsonBytes, putByte } from '../flow/json-bytes.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'
import { putEntry } from './entry-bytes.ts'

/** A DynamoDB item may have 400 KB; ours stay clear of it in every home. */
const mostBytes = 300_000
/** What a piece is cut for: the next entries may compress a little worse than the last ones did. */
const wantedBytes = 240_000
/** So much text is tried first; what it comes to says how much the next piece takes. */
const textAtFirst = 1_500_000
/** More than the text of most entries. */
const roomOfEntry = 600
/** Of a buffer while an item is packed: with smaller ones most of the time goes into making them. */
const chunkSize = 300_000
/**
 * The fastest level: keys and figures become no smaller by the higher ones. Entries are like those just before them: with a
 * smaller table of what came before, less is looked at, and a little more is found.
 */
const params = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_hashLog]: 11 }

/** A list as text, without its last bracket, and where each of its entries ends. */
interface List {
  readonly out: JsonBytes
  ends: number[]
}

/** Entries, about so many, as compressed JSON, in pieces that each fit into an item: the same for the same entries. */
export function* piecesOf(
  entries: Iterable<readonly [ResultKey, Figures]>,
  count: number,
): Generator<Uint8Array> {
  const list: List = { out: jsonBytes(Math.min(textAtFirst, roomOfEntry * count) + 65_536), ends: [] }
  const { out } = list
  let wanted = textAtFirst
  function* cut(): Generator<Uint8Array> {
    const beyond = list.ends.findIndex((end) => end > wanted)
    const some = Math.max(1, beyond < 0 ? list.ends.length : beyond)
    const end = list.ends[some - 1] as number
    const bytes = compressed(out, end)
    wanted = Math.floor(Math.min((end * wantedBytes) / bytes.byteLength, 4 * end))
    // One that fits in no item is left to who keeps it.
    if (bytes.byteLength > mostBytes && some > 1) return
    yield bytes
    drop(list, some)
  }
  for (const entry of entries) {
    putByte(out, list.ends.length === 0 ? opening : comma)
    putEntry(out, entry)
    list.ends.push(out.length)
    while (out.length > wanted && list.ends.length > 0) yield* cut()
  }
  while (list.ends.length > 0) yield* cut()
}

const comma = 44
const opening = 91
const closing = 93

/** The list up to there, which is the end of an entry. */
function compressed(out: JsonBytes, end: number): Uint8Array {
  const { length } = out
  const next = out.bytes[end] as number
  out.length = end
  putByte(out, closing)
  const packed = zstdCompressSync(out.bytes.subarray(0, end + 1), { chunkSize, params })
  out.bytes[end] = next
  out.length = length
  return packed
}

/** Takes so many entries away from the front. */
function drop(list: List, some: number): void {
  const { out, ends } = list
  const end = ends[some - 1] as number
  list.ends = ends.slice(some).map((one) => one - end)
  out.bytes.copyWithin(0, end, out.length)
  out.length -= end
  out.bytes[0] = opening
}
