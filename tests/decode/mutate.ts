/** A stream of numbers that a seed decides: the same on every machine. */
export function diceOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** What formats stumble over. */
const tokens: readonly (string | Uint8Array)[] = [
  '__proto__',
  'constructor',
  '"__proto__":{"polluted":1},',
  '\0',
  '"',
  '\r\n',
  ',,,,,,,,',
  '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[',
  '{"a":'.repeat(40),
  '<a><b>'.repeat(40),
  '</',
  ']]>',
  '<!--',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;&#x0;&#xFFFFFF;',
  '9'.repeat(400),
  '1e999',
  '-0',
  '\uFEFF',
  '\uD800',
  '\u001b[2J\f',
  Buffer.from([0xff, 0xfe, 0xff, 0xff, 0xff, 0x7f]),
  Buffer.alloc(600),
  Buffer.alloc(600, 0xff),
]

/** The same bytes after some accidents, or other bytes altogether. */
export function mutated(sample: Uint8Array, seed: number): Buffer {
  const dice = diceOf(seed)
  if (dice(20) === 0) return Buffer.from(Array.from({ length: dice(2_000) }, () => dice(256)))
  let bytes: Buffer = Buffer.from(sample)
  for (let left = 1 + dice(6); left > 0; left -= 1) bytes = accident(bytes, dice)
  return bytes
}

function accident(bytes: Buffer, dice: (below: number) => number): Buffer {
  const at = dice(bytes.length + 1)
  const span = bytes.subarray(at, at + 1 + dice(64))
  switch (dice(8)) {
    case 0: {
      const flipped = Buffer.from(bytes)
      if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << dice(8))
      return flipped
    }
    case 1: {
      const other = Buffer.from(bytes)
      if (at < other.length) other[at] = [0, 0xff, 0x7f, 0x80, dice(256)][dice(5)] ?? 0
      return other
    }
    case 2:
      return bytes.subarray(0, at)
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + span.length)])
    case 4:
      return Buffer.concat([
        bytes.subarray(0, at),
        ...Array.from({ length: 1 + dice(50) }, () => span),
        bytes.subarray(at),
      ])
    case 5: {
      const from = dice(bytes.length + 1)
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, from + 200), bytes.subarray(at)])
    }
    case 6: {
      const word = Buffer.from(bytes)
      if (at + 4 <= word.length)
        word.writeUInt32LE([0, 1, 0x7fffffff, 0xffffffff, dice(1 << 16)][dice(5)] ?? 0, at)
      return word
    }
    default:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(tokens[dice(tokens.length)] ?? ''),
        bytes.subarray(at),
      ])
  }
}
