import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bodyOf } from '../../engine/flow/collect.ts'
import { gzip } from '../../engine/unpack/gzip.ts'
import { failure, inPieces, payloadOf, unpacked, unpackerConformance } from '../conformance/unpacker.ts'

const unpacker = gzip.create({}, { position: () => undefined, report: () => {} })
const text = 'County,Votes\nWake,360\nDurham,12\n'
const input = gzipSync(text)

unpackerConformance(unpacker, input, [['https://example.gov/results', text]])

async function* broken(): AsyncIterable<Uint8Array> {
  yield input.subarray(0, 20)
  throw new RangeError('the line is dead')
}

describe('gzip', () => {
  test.each([1, 3, 4096])('reads several members one after the other, in pieces of %i', async (size) => {
    const three = Buffer.concat([input, gzipSync(''), gzipSync('Orange,7\n')])
    const given = await unpacked(unpacker, inPieces(three, size))
    expect(given).toEqual([['https://example.gov/results', `${text}Orange,7\n`]])
  })

  test.each([1, 3, 4096])('takes padding of zeros and nothing else, in pieces of %i', async (size) => {
    const padded = Buffer.concat([input, Buffer.alloc(20)])
    expect(await unpacked(unpacker, inPieces(padded, size))).toHaveLength(1)
    const followed = Buffer.concat([padded, Buffer.from('more')])
    expect((await failure(unpacked(unpacker, inPieces(followed, size)))).code).toBe('UNPACK_DAMAGED')
    const garbage = Buffer.concat([input, Buffer.from('more')])
    expect((await failure(unpacked(unpacker, inPieces(garbage, size)))).code).toBe('UNPACK_DAMAGED')
  })

  test('a bomb stops after a few pieces', async () => {
    let taken = 0
    const bomb = gzipSync(Buffer.alloc(200_000_000))
    async function* watched(): AsyncIterable<Uint8Array> {
      for await (const piece of inPieces(bomb, 1024)) {
        taken += piece.byteLength
        yield piece
      }
    }
    const error = await failure(unpacked(unpacker, watched(), { inflatedBytes: 1_000_000, members: 1 }))
    expect(error.code).toBe('UNPACK_TOO_LARGE')
    expect(taken).toBeLessThan(bomb.byteLength / 2)
  })

  test('keeps origin and request', async () => {
    const limits = { inflatedBytes: 999, members: 1 }
    for await (const member of unpacker.unpack(
      payloadOf(bodyOf(input)),
      limits,
      new AbortController().signal,
    )) {
      expect([member.request, member.origin]).toEqual(['main', 'https://example.gov/results'])
      for await (const piece of member.body) expect(piece.byteLength).toBeGreaterThan(0)
    }
  })

  test('an error of the source comes through as it is', async () => {
    await expect(unpacked(unpacker, broken())).rejects.toThrow(RangeError)
  })
})
