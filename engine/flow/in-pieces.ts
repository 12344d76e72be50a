/** So many bytes are handed over at once: to hand smaller pieces over costs as much as to do something with them. */
const atOnce = 262_144

/** Bytes that lie in memory, piece by piece. */
export function* inPieces(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += atOnce) yield bytes.subarray(at, at + atOnce)
}
