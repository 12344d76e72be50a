/** Reads a body whole. One byte more than `limit` calls `tooLarge`, which throws the caller's own error. */
export async function collect(
  body: AsyncIterable<Uint8Array>,
  limit: number,
  tooLarge: () => never,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    size += piece.byteLength
    if (size > limit) tooLarge()
    pieces.push(piece)
  }
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces, size)
}

/** Passes a body on, counting; one byte more than `limit` calls `tooLarge`. */
export async function* limited(
  body: AsyncIterable<Uint8Array>,
  limit: number,
  tooLarge: () => never,
): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const piece of body) {
    size += piece.byteLength
    if (size > limit) tooLarge()
    yield piece
  }
}

/** A body that is in memory already. */
export async function* bodyOf(...pieces: readonly (Uint8Array | string)[]): AsyncIterable<Uint8Array> {
  for (const piece of pieces) yield typeof piece === 'string' ? Buffer.from(piece) : piece
}
