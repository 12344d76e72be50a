import type { Row } from '../model/row.ts'
import type { RawBody } from './raw-body.ts'

/**
 * The records of a body, in order, as they stand in its bytes and before any of them is decoded: who knows the hash of a
 * record need not decode it again, and where the bytes of the body before are kept, what stands there as it stood need not
 * even be cut.
 *
 * A row depends on the bytes of its record, on `shared` and on the options of the decoder, and on nothing else. So records
 * of equal hashes under an equal `shared` (and an equal plan) are equal rows, but for their places. Records that were
 * read without an error in one body are read without one in every other: what is asked for again is only what is new.
 *
 * Whatever goes wrong here says only that something did. What it is, and where, is for `decode` to say of the same body,
 * which is the oracle of all this.
 */
export interface RawRows {
  /** What all rows depend on beside their own bytes, such as the header. */
  readonly shared: string
  /** As a document of rows has them. */
  readonly columns?: readonly string[]
  /**
   * Reads them, once, beside the body that was read before under an equal `shared`: that one is written over. `room`: so
   * many bytes may be kept, those of the body before included.
   */
  read(last: RawBody | undefined, room: number): RawReading
  /** Once all were read: is no line end behind the last one? Absent: something else says that it is whole. */
  readonly isOpen?: () => boolean
}

export interface RawReading {
  /** The records that were passed so far. */
  readonly body: RawBody
  /** Each is to be passed as a whole before the next one is asked for. */
  readonly batches: AsyncIterable<RawBatch>
}

/** Some records of a body. Those that are passed are added to it. */
export interface RawBatch {
  /**
   * Passes the records that are known to be those of the body before from number `from` on, but for what stands at `to` and
   * behind it, and says how many. Neither number may fall.
   */
  same(from: number, to: number): number
  /** Passes one. False: all were passed. */
  next(): boolean
  /** Has the record that comes next the hash of that one of the body before? False where the next batch has it. */
  isNext(number: number): boolean
  /** Decodes the record that `next` passed. */
  row(): Row
}
