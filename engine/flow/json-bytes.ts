import { jsonText } from './canonical-json.ts'

/**
 * JSON in the making, as UTF-8 in a buffer that grows: several times as fast as adding up texts, and what was put can be
 * hashed, archived and put elsewhere as it lies. Every `put` puts something behind what is there.
 */
export interface JsonBytes {
  /** Another buffer, once this one was too small: bytes that were put never change in either. */
  bytes: Buffer
  /** Of the same bytes. */
  view: DataView
  length: number
}

/** Nothing yet, with room for so many bytes. */
export function jsonBytes(room: number): JsonBytes {
  const bytes = Buffer.allocUnsafeSlow(room)
  return { bytes, view: viewOf(bytes), length: 0 }
}

const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView => new DataView(buffer, byteOffset, length)

/** What comes again and again is made once: to put it takes as long as to put a few characters. */
export const asBytes = (text: string): Buffer => Buffer.from(text)

export function putBytes(out: JsonBytes, piece: Uint8Array): void {
  const at = out.length
  const end = at + piece.length
  if (end > out.bytes.length) makeRoom(out, piece.length)
  out.bytes.set(piece, at)
  out.length = end
}

/** A short text that comes more often than all others, by four bytes: to put these takes a third of the time. */
export interface Words {
  readonly words: readonly number[]
  readonly length: number
}

export function asWords(text: string): Words {
  const bytes = Buffer.from(text)
  const view = viewOf(Buffer.concat([bytes, Buffer.alloc(3)]))
  const count = Math.ceil(bytes.length / 4)
  return { words: Array.from({ length: count }, (_, at) => view.getInt32(4 * at)), length: bytes.length }
}

/** What the last word has beyond the text is written over by what comes next. */
export function putWords(out: JsonBytes, { words, length }: Words): void {
  const at = out.length
  if (at + 4 * words.length > out.bytes.length) makeRoom(out, 4 * words.length)
  const { view } = out
  for (let n = 0; n < words.length; n++) view.setInt32(at + 4 * n, words[n] as number)
  out.length = at + length
}

/** Such as `bytes` has between two places. */
export function putSlice(out: JsonBytes, bytes: Buffer, from: number, to: number): void {
  if (out.length + to - from > out.bytes.length) makeRoom(out, to - from)
  out.length += bytes.copy(out.bytes, out.length, from, to)
}

export function putByte(out: JsonBytes, byte: number): void {
  if (out.length >= out.bytes.length) makeRoom(out, 1)
  out.bytes[out.length++] = byte
}

/** A text as it is, which is JSON already. */
export function putText(out: JsonBytes, text: string): void {
  makeRoom(out, 3 * text.length)
  out.length += out.bytes.write(text, out.length)
}

/** A text in quotation marks, as `jsonText` makes it. */
export function putJsonText(out: JsonBytes, text: string): void {
  if (out.length + 3 * text.length + 2 > out.bytes.length) makeRoom(out, 3 * text.length + 2)
  const { bytes } = out
  const start = out.length + 1
  const end = text.length < few ? writeFew(bytes, text, start) : writeMany(bytes, text, start)
  if (end < 0) return putText(out, jsonText(text))
  bytes[start - 1] = quotationMark
  bytes[end] = quotationMark
  out.length = end + 1
}

/** So many characters are written one by one in the time that it takes to ask the runtime for it. */
const few = 16
const quotationMark = 34
const backslash = 92

/** ASCII that JSON writes as it is. Half of a pair is no more to be seen in bytes: what is beyond ASCII is looked at as text. */
const isPlain = (unit: number): boolean =>
  unit >= 32 && unit < 128 && unit !== quotationMark && unit !== backslash

/** The end of a text in the bytes; less than zero: it is not plain. */
function writeFew(bytes: Uint8Array, text: string, start: number): number {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (!isPlain(unit)) return -1
    bytes[start + at] = unit
  }
  return start + text.length
}

function writeMany(bytes: Buffer, text: string, start: number): number {
  const end = start + bytes.write(text, start)
  for (let at = start; at < end; at++) if (!isPlain(bytes[at] as number)) return -1
  return end
}

/** A number as JavaScript writes it. */
export function putNumber(out: JsonBytes, number: number): void {
  let rest = number | 0
  if (rest !== number || rest < 0) return putText(out, String(number))
  if (out.length + mostDigits > out.bytes.length) makeRoom(out, mostDigits)
  const { bytes } = out
  let end = out.length + 1
  for (let bound = 10; bound <= rest; bound *= 10) end += 1
  out.length = end
  do {
    const tenth = (rest / 10) | 0
    end -= 1
    bytes[end] = zero + rest - 10 * tenth
    rest = tenth
  } while (rest > 0)
}

const zero = 48
/** Of 32 bits. */
const mostDigits = 10

/** What was put, as a text. */
export const textOf = ({ bytes, length }: JsonBytes): string => bytes.toString('utf8', 0, length)

function makeRoom(out: JsonBytes, more: number): void {
  const needed = out.length + more
  if (needed <= out.bytes.length) return
  const grown = Buffer.allocUnsafeSlow(Math.max(2 * out.bytes.length, needed))
  grown.set(out.bytes.subarray(0, out.length))
  out.bytes = grown
  out.view = viewOf(grown)
}
