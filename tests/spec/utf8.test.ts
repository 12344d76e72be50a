import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { notUtf8, utf8Text } from '../../engine/spec/utf8.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')

describe('bytes that are no UTF-8', () => {
  test.each([
    ['Latin-1', latin1('map: |\n  Do\u00f1a Ana\n'), { line: 2, column: 5, byte: 0xf1 }],
    [
      'one sign of them after signs of several bytes',
      Buffer.concat([Buffer.from('ñ€😀'), latin1('ñ')]),
      {
        line: 1,
        column: 5,
        byte: 0xf1,
      },
    ],
    ['a sign that is cut off', Buffer.from('a: €').subarray(0, -1), { line: 1, column: 4, byte: 0xe2 }],
    ['half a sign before another', Buffer.from([0x41, 0xef, 0xbf, 0x41]), { line: 1, column: 2, byte: 0xef }],
    ['UTF-16', Buffer.from([0xff, 0xfe, 0x61, 0, 0x0a, 0]), { line: 1, column: 1, byte: 0xff }],
    [
      'behind a mark of byte order',
      Buffer.concat([Buffer.from('\ufeffa'), latin1('ñ')]),
      {
        line: 1,
        column: 3,
        byte: 0xf1,
      },
    ],
  ])('%s: are told by their first place', (_, bytes, place) => {
    expect(utf8Text(bytes)).toEqual(place)
  })

  test('the error says the byte', () => {
    const { code, message, at } = notUtf8('feed.yaml', { line: 2, column: 5, byte: 9 })
    expect([code, message]).toEqual([
      'SPEC_ENCODING',
      'The file is no UTF-8: the byte 09 can not stand here.',
    ])
    expect(at).toEqual({ file: 'feed.yaml', line: 2, column: 5 })
  })
})

test('any text comes back as it was written, and every other byte is found where it stands', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
      expect(utf8Text(Buffer.from(before + after))).toBe(before + after)
      const lines = before.split('\n')
      expect(utf8Text(Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]))).toEqual(
        {
          line: lines.length,
          column: (lines.at(-1) ?? '').length + 1,
          byte: 0xff,
        },
      )
    }),
  )
})
