import { expect, test } from 'vitest'
import { messageBytes } from '../../engine/log/message-bytes.ts'
import { nothing, type Packed, pack, putMessage, unpack } from '../../engine/log/sqlite-batch.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { message } from '../conformance/log-samples.ts'
import { diceOf } from '../faults/dice.ts'

const sizeOf = (messages: readonly Message[]): number =>
  messages.reduce((sum, one) => sum + messageBytes(one), 0)
const packed = (messages: readonly Message[]): Packed => {
  const out = nothing()
  for (const one of messages) expect(putMessage(out, one)).toBe(messageBytes(one))
  return pack(out)
}
const again = (messages: readonly Message[]): readonly Message[] => {
  const { codec, bytes } = packed(messages)
  return unpack(codec, bytes)
}

test('gives back what was packed, whatever text it is', () => {
  const texts = ['', '\0', 'a\nb', '"', '選挙', '\u{1f5f3}', 'é'.repeat(70_000), '{"votes":1}']
  const messages = texts.flatMap((value) =>
    texts.map((key) => ({ key, id: `${key}/1`, value, headers: { [key]: value, kind: 'revised' } })),
  )
  expect(again(messages)).toEqual(messages)
})

test('a half of a character beside the other half is not one character', () => {
  const [high, low] = ['\ud83d', '\uddf3'] as const
  const found = again([{ key: high, id: low, value: low, headers: {} }])
  expect(found).toEqual([{ key: '\ufffd', id: '\ufffd', value: '\ufffd', headers: {} }])
})

test('messages of one poll take a tenth of their room', () => {
  const many = Array.from({ length: 300 }, (_, n) =>
    message(
      `president|precinct:${n}`,
      n,
      JSON.stringify({ votes: n, name: 'President of the United States' }),
    ),
  )
  const { bytes } = packed(many)
  expect(bytes.length * 10).toBeLessThan(sizeOf(many))
})

test('any messages, in their order', () => {
  const dice = diceOf(7)
  for (let round = 0; round < 200; round++) {
    const messages = Array.from({ length: 1 + dice.below(40) }, (_, n) =>
      message(`k|${dice.below(5)}`, n, 'x'.repeat(dice.below(5) === 0 ? dice.below(20_000) : dice.below(50))),
    )
    expect(again(messages)).toEqual(messages)
  }
})

test('what is cut off is not read as fewer messages, nor a bit that is another as other votes', () => {
  for (const count of [2, 120]) {
    const many = Array.from({ length: count }, (_, n) => message('a|b', n, JSON.stringify({ votes: 31 * n })))
    const { codec, bytes } = packed(many)
    for (const lost of [1, 5, 20]) expect(() => unpack(codec, bytes.subarray(0, -lost))).toThrow(/./)
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const other = Buffer.from(bytes)
      other[bit >> 3] = (other[bit >> 3] as number) ^ (1 << (bit & 7))
      // A bit of the frame may mean nothing.
      expect(unpackedOr(codec, other, many)).toEqual(many)
    }
  }
})

function unpackedOr<Other>(codec: string, bytes: Uint8Array, other: Other): readonly Message[] | Other {
  try {
    return unpack(codec, bytes)
  } catch {
    return other
  }
}

/** Few messages, as they were kept before batches had a checksum: each text with its length before it. */
test('a batch that is not compressed is read, and not as fewer messages', () => {
  const text = (one: string): Buffer =>
    Buffer.concat([Buffer.from([0, 0, 0, Buffer.byteLength(one)]), Buffer.from(one)])
  const bytes = Buffer.concat(
    ['a|b', 'a|b/1', '{}', 'x'.repeat(50), 'a|b', 'a|b/2', '{}', 'ÿ'.repeat(50)].map(text),
  )
  expect(unpack('none', bytes)).toEqual([
    { key: 'a|b', id: 'a|b/1', headers: {}, value: 'x'.repeat(50) },
    { key: 'a|b', id: 'a|b/2', headers: {}, value: 'ÿ'.repeat(50) },
  ])
  for (const lost of [1, 49, 101, 120])
    expect(() => unpack('none', bytes.subarray(0, bytes.length - lost))).toThrow('within a message')
})
