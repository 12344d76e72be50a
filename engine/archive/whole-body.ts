import type { Sha256 } from '../model/ids.ts'

/** A body of which all bytes lie in memory, in one piece that nobody writes over any more. */
export interface WholeBody extends AsyncIterable<Uint8Array> {
  readonly whole: Uint8Array
  /** Where it is known already. */
  readonly sha256?: Sha256
}

/** Who knows that a body is whole takes it as it is; everyone else reads it as any other. */
export const wholeBody = (whole: Uint8Array, sha256?: Sha256): WholeBody => ({
  whole,
  ...(sha256 && { sha256 }),
  async *[Symbol.asyncIterator]() {
    yield whole
  },
})

export const isWholeBody = (body: AsyncIterable<Uint8Array>): body is WholeBody => 'whole' in body
