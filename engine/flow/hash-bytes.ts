/**
 * Hashes a part of some bytes to 64 bits, seeded: the lower half comes to stand in `into` at `at`, the upper one behind
 * it. Not for cryptography: it tells rows that changed from rows that did not. Two words of four bytes at a time are mixed
 * into two halves that depend on each other; every step can be undone, so that parts which differ in no more than four
 * bytes that begin at a multiple of four never have the same hash. Of others, one pair in 2^64 has.
 */
export function hashBytes(
  bytes: DataView,
  start: number,
  end: number,
  seed: number,
  into: Uint32Array,
  at: number,
): void {
  let low = seed | 0
  let high = seed ^ 0x5bd1e995
  let from = start
  for (const last = end - 8; from <= last; from += 8) {
    low = mixed(low, high, bytes.getInt32(from, true), 15, ofLow)
    high = mixed(high, low, bytes.getInt32(from + 4, true), 17, ofHigh)
  }
  let first = 0
  let second = 0
  for (let rest = end - from - 1; rest >= 0; rest--) {
    const byte = bytes.getUint8(from + rest)
    if (rest >= 4) second = (second << 8) | byte
    else first = (first << 8) | byte
  }
  low = mixed(low, high, first, 15, ofLow)
  high = mixed(high, low, second, 17, ofHigh)
  // The length tells a part that ends in zeros from a shorter one.
  low ^= end - start
  high ^= end - start
  low = (low + high) | 0
  high = (high + low) | 0
  low = finished(low)
  high = finished(high)
  low = (low + high) | 0
  into[at] = low
  into[at + 1] = (high + low) | 0
}

/** Two of them: with one, what a word does to one half the next word could easily undo in the other. */
const ofLow = 0xcc9e2d51
const ofHigh = 0x1b873593

function mixed(half: number, other: number, word: number, turn: number, factor: number): number {
  const key = half ^ word
  return (Math.imul((key << turn) | (key >>> (32 - turn)), factor) + other) | 0
}

/** Every bit of the half comes to matter to every other. */
function finished(half: number): number {
  let bits = Math.imul(half ^ (half >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}
