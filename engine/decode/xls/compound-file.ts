import { feedError } from '../../errors/feed-error.ts'
import { contentNames } from '../../flow/looks-like.ts'
import { broken } from '../workbook/places.ts'

const wrong = (problem: string): Error => broken('xls', problem)

/**
 * The stream with the workbook out of a compound file (OLE2): a small file system of sectors in chains. Every stream of it
 * has to be there to its last byte; only what fills up the last sector may be missing, as some programs leave it out.
 */
export function workbookStream(file: Uint8Array): Uint8Array {
  const sectors = sectorsOf(Buffer.from(file.buffer, file.byteOffset, file.byteLength))
  const streams = streamsOf(sectors)
  const workbook = streams.get('WORKBOOK') ?? streams.get('BOOK')
  if (workbook !== undefined) return workbook
  if (streams.has('ENCRYPTEDPACKAGE')) throw feedError('DECODE_ENCRYPTED', { format: 'workbook' })
  const looksLike = `${contentNames.ole2} without a workbook`
  throw feedError('DECODE_CONTRADICTED', { declared: 'xls', looksLike }, { place: 'L1' })
}

interface Sectors {
  /** The bytes of a chain, `size` of them; without it all, and the last sector may be short. */
  readonly chain: (start: number, size?: number) => Buffer
  readonly directory: Buffer
  readonly smallFat: Buffer
  readonly smallest: number
}

/** Above it numbers of sectors mean something else: the end of a chain, or a free one. */
const lastSector = 0xfffffffa
const endOfChain = 0xfffffffe

function sectorsOf(file: Buffer): Sectors {
  if (file.length < 512) throw wrong('it ends inside its header')
  const shift = file.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) throw wrong(`its sectors have 2^${shift} bytes`)
  const size = 1 << shift
  const count = Math.ceil((file.length - size) / size)
  const sector = (at: number): Buffer => {
    if (at >= count) throw wrong('it was cut off: a part of it lies behind its end')
    return file.subarray((at + 1) * size, (at + 2) * size)
  }
  const fat: number[] = []
  const addFat = (at: number): void => {
    const words = sector(at)
    for (let word = 0; word + 4 <= words.length; word += 4) fat.push(words.readUInt32LE(word))
  }
  for (let at = 76; at < 512; at += 4) {
    const next = file.readUInt32LE(at)
    if (next <= lastSector) addFat(next)
  }
  let more = file.readUInt32LE(68)
  for (let seen = 0; more <= lastSector; seen++) {
    if (seen > count) throw wrong('its table of sectors never ends')
    const words = sector(more)
    if (words.length < size) throw wrong('it was cut off inside its table of sectors')
    for (let word = 0; word + 8 <= size; word += 4) {
      const next = words.readUInt32LE(word)
      if (next <= lastSector) addFat(next)
    }
    more = words.readUInt32LE(size - 4)
  }
  const chain = (start: number, wanted?: number): Buffer => {
    const pieces: Buffer[] = []
    let length = 0
    const most = wanted ?? Number.POSITIVE_INFINITY
    for (let at = start; at !== endOfChain && length < most; at = fat[at] ?? -1) {
      if (at < 0 || at > lastSector) throw wrong('a chain of sectors leads nowhere')
      if (pieces.length > count) throw wrong('a chain of sectors never ends')
      const piece = sector(at)
      pieces.push(piece)
      length += piece.length
      if (piece.length < size) break
    }
    if (wanted !== undefined && length < wanted) throw wrong('it was cut off: a stream of it is incomplete')
    return Buffer.concat(pieces, wanted ?? length)
  }
  const smallStart = file.readUInt32LE(60)
  return {
    chain,
    directory: chain(file.readUInt32LE(48)),
    smallFat: smallStart <= lastSector ? chain(smallStart) : Buffer.alloc(0),
    smallest: file.readUInt32LE(56),
  }
}

/** Every stream by its name in capitals. Small ones share the sectors of the root. */
function streamsOf({ chain, directory, smallFat, smallest }: Sectors): ReadonlyMap<string, Buffer> {
  let small = Buffer.alloc(0)
  const smallChain = (start: number, size: number): Buffer => {
    const pieces: Buffer[] = []
    for (let at = start, left = size; left > 0; left -= 64) {
      const piece = small.subarray(at * 64, at * 64 + Math.min(64, left))
      if (piece.length < Math.min(64, left)) throw wrong('it was cut off: a small stream of it is incomplete')
      pieces.push(piece)
      if (left <= 64) break
      if (at * 4 + 4 > smallFat.length) throw wrong('a chain of small sectors leads nowhere')
      at = smallFat.readUInt32LE(at * 4)
    }
    return Buffer.concat(pieces)
  }
  const streams = new Map<string, Buffer>()
  let total = 0
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const entry = directory.subarray(at, at + 128)
    const [kind, start, size] = [entry[66], entry.readUInt32LE(116), entry.readUInt32LE(120)]
    if (kind === 5 && start <= lastSector && size > 0) small = Buffer.from(chain(start, size))
    if (kind !== 2) continue
    const name = entry.subarray(0, Math.max(0, Math.min(64, entry.readUInt16LE(64)) - 2)).toString('utf16le')
    if (streams.has(name.toUpperCase())) continue
    // Streams that share sectors would be copied again and again.
    total += size
    if (total > 2 ** 31) throw wrong('its streams are larger than it is')
    streams.set(name.toUpperCase(), size < smallest ? smallChain(start, size) : chain(start, size))
  }
  if (directory.length < 128) throw wrong('it was cut off inside its directory')
  return streams
}
