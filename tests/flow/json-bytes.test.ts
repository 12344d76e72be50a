import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import {
  asBytes,
  asWords,
  jsonBytes,
  putByte,
  putBytes,
  putJsonText,
  putNumber,
  putSlice,
  putText,
  putWords,
  textOf,
} from '../../engine/flow/json-bytes.ts'

/** Short ones are written another way than long ones. */
const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .tuple(
      fc.string({ maxLength: 30 }),
      fc.constantFrom('"', '\\', '\ud83d', '\udc00', '\u007f', '\n'),
      fc.string({ maxLength: 30 }),
    )
    .map((pieces) => pieces.join('')),
)
const number = fc.oneof(
  fc.nat(1_200),
  fc.maxSafeInteger(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 9, 10, 2_147_483_647, 2_147_483_648),
)

test('texts and numbers are written as canonical JSON, however little room there was', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(text, number)), (all) => {
      const out = jsonBytes(1)
      putByte(out, 91)
      for (const [at, one] of all.entries()) {
        if (at > 0) putText(out, ',')
        if (typeof one === 'string') putJsonText(out, one)
        else putNumber(out, one)
      }
      putBytes(out, asBytes(']'))
      expect(textOf(out)).toBe(canonicalJson(all))
    }),
    { numRuns: 1_000 },
  )
})

test('what ends at the end of the buffer, or a byte behind it, is whole', () => {
  const long = 'a'.repeat(20)
  for (const one of ['a€', `${long}€`, `${long}\ud83d\ude00`, `${long}"`, `${long}\ud83d`, long])
    for (let room = 1; room < 80; room++) {
      const out = jsonBytes(room)
      putText(out, '[')
      putJsonText(out, one)
      putByte(out, 44)
      putNumber(out, 2_147_483_647)
      putText(out, ']')
      expect(textOf(out)).toBe(canonicalJson([one, 2_147_483_647]))
    }
})

test('bytes that were put stay as they are once the buffer has grown', () => {
  const out = jsonBytes(4)
  putText(out, 'ab')
  const { bytes, length } = out
  putSlice(out, asBytes('0123456789'), 2, 9)
  expect([bytes.toString('utf8', 0, length), textOf(out)]).toEqual(['ab', 'ab2345678'])
})

test('a text by words is put as it is, whatever is put behind it, and however little room there was', () => {
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      const out = jsonBytes(1)
      for (const one of texts) putWords(out, asWords(one))
      expect(textOf(out)).toBe(
        Buffer.from(texts.map((one) => Buffer.from(one).toString()).join('')).toString(),
      )
    }),
  )
})
