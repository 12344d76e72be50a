import type { Row } from '../model/row.ts'

/**
 * The records of a body, in order, as they stand in its bytes and before any of them is decoded: who knows the hash of a
 * record need not decode it again.
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
  readonly batches: AsyncIterable<RawBatch>
  /** Once all were read: is no line end behind the last one? Absent: something else says that it is whole. */
  readonly isOpen?: () => boolean
}

/** Some records of a body. Their rows are to be had until the next batch is asked for. */
export interface RawBatch {
  readonly count: number
  /** 64 bits of each record, seeded: the lower half of record `n` at `2 * n`, the upper one at `2 * n + 1`. */
  readonly hashes: Uint32Array
  /** The line on which record `n` begins: the place of its row is the `placeText` of it. */
  readonly line: (n: number) => number
  /** Decodes record `n`. */
  readonly row: (n: number) => Row
}
