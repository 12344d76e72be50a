const lent = new WeakSet<Uint8Array>()

/**
 * Says of a piece of a body that nobody but its reader has it, nor anything before it in its buffer: a reader that is done
 * with it, and with the pieces before it, may give it back. It need not. A part of it is another piece, and was not lent:
 * whoever hands out parts, as an archive does of its members, still has the others.
 */
export function lend(piece: Uint8Array): void {
  lent.add(piece)
}

/**
 * Frees the memory of a piece, if it was lent; its bytes are gone then. Left to the garbage collector, what is thrown away
 * beside the heap makes the whole heap be looked through.
 */
export function giveBack(piece: Uint8Array): void {
  if (lent.delete(piece) && piece.buffer instanceof ArrayBuffer) piece.buffer.transfer(0)
}
