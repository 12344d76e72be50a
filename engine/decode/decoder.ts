import type { Payload } from '../model/payload.ts'
import type { Document, Excerpt, Shape } from '../model/row.ts'
import type { RowValues } from '../model/row-values.ts'
import type { RawRows } from './raw-rows.ts'

export interface DecodeLimits {
  readonly rows: number
  /** Levels of nesting. */
  readonly depth: number
  /** Of a format that must be read as a whole. */
  readonly treeBytes: number
  /** Of a format that is an archive itself: bytes after inflating, and members. */
  readonly inflatedBytes: number
  readonly members: number
}

/** Bytes in, a document out, one format each. Broken input is an error with its place, never a shorter document. Errors are DECODE_*. */
export interface Decoder {
  readonly gives: Shape
  /** The names of all columns, where the spec says them and no header does. */
  readonly columns?: readonly string[]
  /** What the spec says of the values under these names. */
  readonly values?: RowValues
  decode(payload: Payload, limits: DecodeLimits, signal: AbortSignal): Promise<Document>
  /**
   * The records of the same body before they are decoded, hashed under a seed of 32 bits. Absent: rows of this format, or
   * under these options, depend on more than the bytes of their records.
   */
  rawRows?(payload: Payload, limits: DecodeLimits, seed: number, signal: AbortSignal): Promise<RawRows>
  /** The raw text that one of its places names (`feed why`). Undefined: the place is not of this body. */
  excerpt(body: Uint8Array, place: string): Excerpt | undefined | Promise<Excerpt | undefined>
}
