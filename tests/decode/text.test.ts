import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Encoding } from '../../engine/decode/encodings.ts'
import { lenientText, textOf } from '../../engine/decode/text.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { failure, inPieces, never } from '../conformance/unpacker.ts'

async function pieces(body: AsyncIterable<Uint8Array>, encoding: Encoding): Promise<string[]> {
  return Array.fromAsync(textOf(body, encoding, never))
}
const read = async (body: Uint8Array, encoding: Encoding): Promise<string> =>
  (await pieces(bodyOf(body), encoding)).join('')

const written: Record<Encoding, (text: string) => Buffer> = {
  'utf-8': (text) => Buffer.from(text),
  'latin-1': (text) => Buffer.from(text, 'latin1'),
  'iso-8859-1': (text) => Buffer.from(text, 'latin1'),
  'windows-1252': (text) => Buffer.from(text.replaceAll('€', '\x80').replaceAll('’', '\x92'), 'latin1'),
  cp437: (text) => Buffer.from(text.replaceAll('ñ', '\xa4').replaceAll('─', '\xc4'), 'latin1'),
  cp850: (text) => Buffer.from(text.replaceAll('ñ', '\xa4').replaceAll('Á', '\xb5'), 'latin1'),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  'utf-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
}
const samples: readonly (readonly [Encoding, string])[] = [
  ['utf-8', 'Doña Ana 😀 €\r\nname'],
  ['latin-1', 'Doña Ana\r\nname'],
  ['iso-8859-1', 'José'],
  ['windows-1252', 'O’Neil € é\r'],
  ['cp437', 'Doña Ana\r\n────'],
  ['cp850', 'Doña Ana\r\nÁ'],
  ['utf-16le', 'Doña Ana 😀 €\r\nname'],
  ['utf-16be', 'Doña Ana 😀 €\r\nname'],
  ['utf-16', 'Doña Ana 😀 €\r\nname'],
]

describe('text', () => {
  test.each(samples)('is read from %s in pieces of any size', async (encoding, text) => {
    for (const size of [1, 2, 3, 7, 4096])
      expect((await pieces(inPieces(written[encoding](text), size), encoding)).join('')).toBe(text)
  })

  test('no piece splits a character or a CRLF', async () => {
    const text = 'ñ\r\n😀\r\n'.repeat(50)
    for (const size of [1, 2, 3, 5])
      for (const piece of await pieces(inPieces(Buffer.from(text), size), 'utf-8'))
        expect(piece).toMatch(/^(?!\n)(?:[^\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff])*(?<!\r)$/)
  })

  test('any text comes back from any pieces', async () => {
    const text = fc.string({ unit: 'grapheme' }).filter((candidate) => !/[\0\ufeff]/.test(candidate))
    const size = fc.integer({ min: 1, max: 9 })
    const encoding = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'utf-16')
    await fc.assert(
      fc.asyncProperty(text, size, encoding, async (wanted, by, name) => {
        expect((await pieces(inPieces(written[name](wanted), by), name)).join('')).toBe(wanted)
      }),
    )
  })

  test('a large body comes in pieces of at most 64 KB', async () => {
    const given = await pieces(bodyOf('x'.repeat(200_000)), 'utf-8')
    expect(given.map((piece) => piece.length)).toEqual([65_536, 65_536, 65_536, 3392])
  })

  test.each([
    ['cp437', 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»'],
    ['cp850', 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»'],
  ] as const)('every byte of %s is a character of its own', async (encoding, first) => {
    const all = await read(
      Uint8Array.from({ length: 255 }, (_, at) => at + 1),
      encoding,
    )
    expect(new Set(all).size).toBe(255)
    expect(all.slice(0, 127)).toBe(String.fromCharCode(...Array.from({ length: 127 }, (_, at) => at + 1)))
    expect(all.slice(127, 127 + first.length)).toBe(first)
    // Both end in 0xFF, a blank that does not break; in both 0xC4 is a rule of a table.
    expect([all.at(-1), all.charAt(0xc3)]).toEqual(['\xa0', '─'])
  })

  test.each([
    ['utf-8', 'a,b\n1,12', 'L2:4'],
    ['utf-8', 'a,b\r\n1,12\r\n', undefined],
    ['utf-8', 'a,b\r1,12\r', undefined],
    ['utf-8', 'a', 'L1:1'],
    ['utf-8', '', undefined],
    ['utf-8', 'a,12\n \t', undefined],
    ['cp437', 'a,12\r\n\x1a', undefined],
    ['windows-1252', 'O’Neil,\n€', 'L2:1'],
    ['utf-16le', 'a,b\n1,12\n', undefined],
    ['utf-16be', 'a,b\n1,ਊ', 'L2:3'],
  ] as const)('of %s %j says where it ends without a line end', async (encoding, text, open) => {
    for (const size of [1, 3, 4096]) {
      const end = {}
      await Array.fromAsync(textOf(inPieces(written[encoding](text), size), encoding, never, end))
      expect(end).toEqual(
        open === undefined ? {} : { open: { place: open, text: text.split(/[\r\n]+/).at(-1) } },
      )
    }
  })

  test('shows the end of a long line that has none', async () => {
    const end = {}
    await Array.fromAsync(textOf(inPieces(Buffer.from(`a\n1${' '.repeat(99)}`), 7), 'utf-8', never, end))
    expect(end).toEqual({ open: { place: 'L2:100', text: ' '.repeat(60) } })
  })

  test('an aborted signal stops it', async () => {
    const stopped = AbortSignal.abort(new Error('stop'))
    await expect(Array.fromAsync(textOf(bodyOf('abc'), 'utf-8', stopped))).rejects.toThrow('stop')
  })
})

describe('a byte order mark', () => {
  test.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('of %s is left out', async (encoding) => {
    expect(await read(written[encoding]('\ufeffCounty'), encoding)).toBe('County')
    expect(lenientText(written[encoding]('\ufeffCounty'), encoding)).toBe('County')
  })

  test.each([
    ['utf-8', 'utf-16le', 'utf-16le'],
    ['utf-8', 'utf-16be', 'utf-16be'],
    ['windows-1252', 'utf-8', 'utf-8'],
    ['utf-16le', 'utf-16be', 'utf-16be'],
    ['utf-16', 'utf-8', 'utf-8'],
  ] as const)('contradicts %s when it is of %s', async (declared, actual, found) => {
    const error = await failure(read(written[actual]('\ufeffCounty'), declared))
    expect([error.code, error.place]).toEqual(['DECODE_BOM', 'L1'])
    expect(error.hint).toContain(found)
  })

  test('is needed for utf-16', async () => {
    expect((await failure(read(written['utf-16le']('County'), 'utf-16'))).code).toBe('DECODE_BOM')
  })

  test('may be all there is', async () => {
    expect(await read(Buffer.from('\ufeff'), 'utf-8')).toBe('')
    expect(await read(Buffer.from([0xff, 0xfe]), 'utf-16')).toBe('')
  })
})

describe('a byte that does not belong', () => {
  const long = 'line\r\n'.repeat(20_000)

  test.each([
    ['utf-8', written['latin-1']('a\nb\r\nJosé Díaz,1\n'), 'L3:4', '0xE9', 'windows-1252'],
    ['utf-8', written['latin-1'](`${long}Jos\xe9,1\n`), 'L20001:4', '0xE9', 'windows-1252'],
    ['utf-8', written['utf-16le']('County,Votes\n'), 'L1:2', '0x00', 'utf-16le'],
    ['utf-8', written['utf-16be']('County,Votes\n'), 'L1:1', '0x00', 'utf-16be'],
    ['utf-8', Buffer.from('a\n\0'), 'L2:1', '0x00', 'damaged'],
    ['utf-8', Buffer.from('a\nñ').subarray(0, 3), 'L2:1', '0xC3', 'cut off'],
    ['latin-1', written['windows-1252']('a\rO’Neil'), 'L2:2', '0x92', 'windows-1252'],
    ['windows-1252', Buffer.from([0x61, 0x0a, 0x81]), 'L2:1', '0x81', 'damaged'],
    ['windows-1252', Buffer.from('a\nÁ'), 'L2:2', '0x81', 'utf-8'],
    ['windows-1252', written['utf-16le']('County'), 'L1:2', '0x00', 'utf-16le'],
    ['utf-16le', written['utf-16le']('a\nb').subarray(0, 5), 'L2:1', '0x62', 'cut off'],
    ['utf-16le', written['utf-16le']('a\n\ud83db b b'), 'L2:1', '0x3D 0xD8', 'damaged'],
  ] as const)('of %s is named: %#', async (encoding, body, place, byte, hint) => {
    for (const size of [1, 5, 100_000]) {
      const error = await failure(pieces(inPieces(body, size), encoding))
      expect([error.code, error.place]).toEqual(['DECODE_ENCODING', place])
      expect(error.message).toContain(byte)
    }
    expect((await failure(read(body, encoding))).hint).toContain(hint)
  })

  test('stands where it stands in its line, in characters, whatever pieces the body comes in', async () => {
    const line = 'Doña 😀,'.repeat(20_000)
    const body = Buffer.concat([Buffer.from(`a,b\r\n${line}`), Buffer.from([0xff]), Buffer.from(',1\r\n')])
    for (const size of [7, 65_536, 1_000_000]) {
      const { place } = await failure(pieces(inPieces(body, size), 'utf-8'))
      expect(place).toBe(`L2:${line.length + 1}`)
    }
  })

  test('is shown to people as a replacement character', () => {
    expect(lenientText(written['latin-1']('José'), 'utf-8')).toBe('Jos\ufffd')
  })
})
