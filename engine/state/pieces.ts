import { constants, zstdCompressSync } from 'node:zlib'
import { type JsonBytes, jsonBytes, putText } from '../flow/json-bytes.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'

type Entry = readonly [ResultKey, Figures]

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
/** So many entries become text at once, and are parted only if they are too many for an item. */
const blockEntries = 16

/** A list as text, without its last bracket, and the blocks that it is made of: where each ends. */
interface List {
  readonly out: JsonBytes
  readonly blocks: (readonly Entry[])[]
  readonly ends: number[]
}

/** Entries, about so many, as compressed JSON, in pieces that each fit into an item: the same for the same entries. */
export function* piecesOf(entries: Iterable<Entry>, count: number): Generator<Uint8Array> {
  const room = Math.min(textAtFirst, roomOfEntry * count) + 3 * blockEntries * roomOfEntry
  const list: List = { out: jsonBytes(room), blocks: [], ends: [] }
  let wanted = textAtFirst
  function* cut(): Generator<Uint8Array> {
    const some = Math.max(1, list.ends.filter((end) => end <= wanted).length)
    const end = list.ends[some - 1] as number
    const bytes = compressed(list.out, end)
    wanted = Math.floor(Math.min((end * wantedBytes) / bytes.byteLength, 4 * end))
    if (bytes.byteLength <= mostBytes) yield bytes
    else if (some === 1) yield* parted(list.blocks[0] as readonly Entry[])
    else return
    drop(list, some)
  }
  for (const block of inBlocks(entries)) {
    put(list, block)
    while (list.out.length > wanted) yield* cut()
  }
  while (list.ends.length > 0) yield* cut()
}

function* inBlocks(entries: Iterable<Entry>): Generator<readonly Entry[]> {
  let block: Entry[] = []
  for (const entry of entries) {
    block.push(entry)
    if (block.length < blockEntries) continue
    yield block
    block = []
  }
  if (block.length > 0) yield block
}

const comma = 44
const opening = 91
const closing = 93

/** Behind the others: `[1,2` and `[3,4]` become `[1,2,3,4`. */
function put({ out, blocks, ends }: List, block: readonly Entry[]): void {
  const end = out.length
  putText(out, JSON.stringify(block))
  if (end > 0) out.bytes[end] = comma
  out.length -= 1
  blocks.push(block)
  ends.push(out.length)
}

/** The list up to there, which is the end of a block. */
function compressed({ bytes }: JsonBytes, end: number): Uint8Array {
  const next = bytes[end] as number
  bytes[end] = closing
  const packed = zstdCompressSync(bytes.subarray(0, end + 1), { chunkSize, params })
  bytes[end] = next
  return packed
}

/** Takes so many blocks away from the front. */
function drop({ out, blocks, ends }: List, some: number): void {
  const [end = 0] = ends.splice(0, some).slice(-1)
  blocks.splice(0, some)
  for (const [at, one] of ends.entries()) ends[at] = one - end
  out.bytes.copyWithin(0, end, out.length)
  out.length -= end
  out.bytes[0] = opening
}

/** Of entries that are too many for an item: half of them, and the other half. */
function* parted(entries: readonly Entry[]): Generator<Uint8Array> {
  const bytes = zstdCompressSync(JSON.stringify(entries), { params })
  const middle = Math.ceil(entries.length / 2)
  if (bytes.byteLength <= mostBytes || middle === entries.length) yield bytes
  else for (const half of [entries.slice(0, middle), entries.slice(middle)]) yield* parted(half)
}
