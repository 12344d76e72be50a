import { randomBytes } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { framed } from '../../engine/archive/framed.ts'

test.each([0, 1, 131_071, 131_072, 131_073, 262_144, 1_000_000])(
  '%i bytes come out as they went in',
  (size) => {
    const bytes = randomBytes(size)
    const frame = Buffer.concat(framed(bytes))
    expect(zstdDecompressSync(frame).equals(bytes)).toBe(true)
    expect(frame.byteLength - size).toBeLessThan(14 + size / 10_000)
  },
)

test('nothing is copied', () => {
  const bytes = randomBytes(300_000)
  expect(framed(bytes).filter(({ buffer }) => buffer === bytes.buffer)).toHaveLength(3)
})
