import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashBytes } from '../../engine/flow/hash-bytes.ts'

function hashOf(bytes: Uint8Array, seed = 0, start = 0, end = bytes.length): string {
  const into = new Uint32Array(2)
  hashBytes(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), start, end, seed, into, 0)
  return `${into[0]} ${into[1]}`
}
const bytes = fc.uint8Array({ maxLength: 40 })

test('a part has its hash wherever it stands, and under no other seed', () => {
  fc.assert(
    fc.property(bytes, bytes, bytes, (before, part, behind) => {
      const whole = Buffer.concat([before, part, behind])
      expect(hashOf(whole, 7, before.length, before.length + part.length)).toBe(hashOf(part, 7))
      expect(hashOf(part, 8)).not.toBe(hashOf(part, 7))
    }),
  )
})

test('it changes with any byte, with zeros at its end, and with the order of words', () => {
  fc.assert(
    fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (part, where, change) => {
      const longer = Uint8Array.from([...part, 0])
      expect(hashOf(longer)).not.toBe(hashOf(part))
      const other = longer.with(where % longer.length, (longer[where % longer.length] ?? 0) ^ change)
      expect(hashOf(other)).not.toBe(hashOf(longer))
    }),
  )
  expect(hashOf(Buffer.from('aaaabbbb'))).not.toBe(hashOf(Buffer.from('bbbbaaaa')))
  expect(hashOf(Buffer.from('aaaabbbbccccdddd'))).not.toBe(hashOf(Buffer.from('ccccddddaaaabbbb')))
})

test('rows that differ in little collide no more often in one half than chance lets them', () => {
  const rows = 200_000
  const halves = [new Set<number>(), new Set<number>()] as const
  const both = new Set<string>()
  const into = new Uint32Array(2)
  for (let row = 0; row < rows; row++) {
    const text = Buffer.from(`ALAMANCE\t11/05/2024\t${row % 500}\tUS PRESIDENT\t${Math.floor(row / 500)}\tY`)
    hashBytes(new DataView(text.buffer, text.byteOffset, text.byteLength), 0, text.length, 3, into, 0)
    halves[0].add(into[0] ?? 0)
    halves[1].add(into[1] ?? 0)
    both.add(into.join(' '))
  }
  expect(both.size).toBe(rows)
  // Of so many random numbers of 32 bits about five are alike.
  for (const half of halves) expect(half.size).toBeGreaterThan(rows - 25)
})

test('every bit of a row decides every bit of its hash', () => {
  const row = Buffer.from('ALAMANCE\t11/05/2024\t01\tUS PRESIDENT\t120')
  const flips = new Float64Array(64)
  for (let bit = 0; bit < row.length * 8; bit++) {
    const other = Buffer.from(row)
    other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const [one, two] = [hashOf(row), hashOf(other)].map((hash) => hash.split(' ').map(Number))
    for (let at = 0; at < 64; at++) {
      const changed = ((one?.[at >> 5] ?? 0) ^ (two?.[at >> 5] ?? 0)) >>> (at & 31)
      flips[at] = (flips[at] ?? 0) + (changed & 1)
    }
  }
  for (const count of flips) {
    expect(count / (row.length * 8)).toBeGreaterThan(0.35)
    expect(count / (row.length * 8)).toBeLessThan(0.65)
  }
})
