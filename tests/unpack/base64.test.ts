import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyOf } from '../../engine/flow/collect.ts'
import { base64 } from '../../engine/unpack/base64.ts'
import { failure, inPieces, unpacked, unpackerConformance } from '../conformance/unpacker.ts'

const unpacker = base64.create({}, { position: () => undefined, report: () => {} })
const text = 'County,Votes\nWake,360\nDurham,12\n'
const input = Buffer.from(Buffer.from(text).toString('base64'))

unpackerConformance(unpacker, input, [['https://example.gov/results', text]], {
  // Whole groups of four look whole, and one letter looks as good as another.
  cut: (length) => length > 0 && length % 4 === 0,
  byte: () => true,
})

const bytesOf = async (given: string, size = 7): Promise<string> =>
  (await unpacked(unpacker, inPieces(Buffer.from(given), size)))[0]?.[1] ?? ''

describe('base64', () => {
  test('is read in lines, and in the letters of addresses', async () => {
    expect(await bytesOf(`${input.toString().replace(/.{10}/g, '$&\r\n')}\n`)).toBe(text)
    expect(await bytesOf(Buffer.from('?>?>?>').toString('base64url').padEnd(8, '='))).toBe('?>?>?>')
  })

  test('gives back any bytes, in whatever pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), async (given, size) => {
        const encoded = Buffer.from(given).toString('base64')
        fc.pre(encoded !== '')
        expect(await bytesOf(encoded, size)).toBe(Buffer.from(given).toString())
      }),
    )
  })

  test.each([
    ['Q291bnR5!!!!', 'UNPACK_CONTRADICTED'],
    [`${'Q291bnR5'.repeat(10)}!!!!`, 'UNPACK_DAMAGED'],
    ['Q291bnR5LA==Vm90', 'UNPACK_DAMAGED'],
    ['Q2=1bnR5', 'UNPACK_DAMAGED'],
    ['Q291bnR5LA=', 'UNPACK_DAMAGED'],
    ['Q291bnR5L', 'UNPACK_TRUNCATED'],
    ['====', 'UNPACK_DAMAGED'],
  ])('%s is an error', async (given, code) => {
    for (const size of [1, 4, 100]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { code: found } = await failure(unpacked(unpacker, inPieces(Buffer.from(given), size)))
      expect(found).toBe(code)
    }
  })

  test('is bounded', async () => {
    const limits = { inflatedBytes: 10, members: 1 }
    expect((await failure(unpacked(unpacker, bodyOf(input), limits))).code).toBe('UNPACK_TOO_LARGE')
  })
})
