const lent = new WeakSet<ArrayBufferLike>()

/**
 * Says of a piece of a body that nobody but its reader has it, nor anything before it in its buffer: a reader that is done
 * with it, and with the pieces before it, may give it back. It need not.
 */
export function lend(piece: Uint8Array): void {
  lent.add(piece.buffer)
}

/**
 * Frees the memory of a piece, if it was lent; its bytes are gone then. Left to the garbage collector, what is thrown away
 * beside the heap makes the whole heap be looked through.
 */
export function giveBack({ buffer }: Uint8Array): void {
  if (lent.delete(buffer) && buffer instanceof ArrayBuffer) buffer.transfer(0)
}
