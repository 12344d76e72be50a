import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { json } from '../../engine/decode/json.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { pathText } from '../../engine/flow/json-path.ts'
import type { Json } from '../../engine/model/json.ts'
import { decoded, decoderConformance, refusal, said } from '../conformance/decoder.ts'
import { inPieces } from '../conformance/unpacker.ts'

const site = { position: () => undefined, report: () => {} }
const decoder = json.create({}, site)
const root = async (text: string | Uint8Array, by = decoder): Promise<unknown> =>
  said(await decoded(by, bodyOf(text)))

const input = `{
  "races": [
    { "title": "Governor, \\"open\\"", "votes": [1204, -1.5e3, 0] },
    { "title": "Do\\u00f1a é 😀", "final": true, "none": null }
  ],
  "odd key": {}
}
`

decoderConformance(['JSON'], {
  decoder,
  input,
  spare: 1,
  broken: [
    ['{"a": [1,\n2', 'DECODE_FAILED', 'L2:2'],
    ['{"a": 1,\n "b" 2}', 'DECODE_FAILED', 'L2:6'],
    ['{"a": 1,\n}', 'DECODE_FAILED', 'L2:1'],
    ['[{"a": 1},\r\n\r\n]', 'DECODE_FAILED', 'L3:1'],
    ['{"a": 01}', 'DECODE_FAILED', 'L1:7'],
    ['{"a": tru', 'DECODE_FAILED', 'L1:10'],
    ['{"a": NaN}', 'DECODE_FAILED', 'L1:7'],
    ['{"a": "\t"}', 'DECODE_FAILED', 'L1:8'],
    ['{"a": "\\x"}       ', 'DECODE_FAILED', 'L1:8'],
    ['{"a": "b\n"}', 'DECODE_FAILED', 'L1:9'],
    ['{"a": 1}\n{"a": 2}', 'DECODE_FAILED', 'L2:1'],
    ['[1}', 'DECODE_FAILED', 'L1:3'],
    ['callback({})', 'DECODE_FAILED', 'L1:1'],
    ['{"a": 1, "b": {"a": 1},\n"a": 1}', 'DECODE_DUPLICATE_KEY', 'L2:1'],
    ['{"b": 1, "\\u0062": 1}', 'DECODE_DUPLICATE_KEY', 'L1:10'],
    ['{"a":\n9007199254740993}', 'DECODE_NUMBER', 'L2:1'],
    ['{"a": -1e400}', 'DECODE_NUMBER', 'L1:7'],
  ],
  inExcerpt: 'a tree has no rows before select takes them',
  nested: (levels) => '[{"a":'.repeat(levels / 2) + (levels % 2 ? '[]' : '1') + '}]'.repeat(levels / 2),
})

describe('json', () => {
  test('gives what JSON.parse gives', async () => {
    expect(await root(input)).toEqual(JSON.parse(input))
  })

  test('keeps names like __proto__', async () => {
    const tree = (await root('{"__proto__": {"a": 1}, "constructor": 2}')) as object
    expect(Object.keys(tree)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(tree)).toBe(Object.prototype)
  })

  test.each([
    ['windows-1252', Buffer.from('{"a": "José"}', 'latin1')],
    ['utf-16', Buffer.from('\ufeff{"a": "José"}', 'utf16le')],
  ] as const)('is read from %s when that is declared', async (encoding, body) => {
    const by = json.create({ encoding }, site)
    expect(await root(body, by)).toEqual({ a: 'José' })
    expect(by.excerpt(body, '$.a')).toEqual({ line: 1, text: '"José"' })
  })

  test('integers up to 2^53 - 1 are exact; larger ones can be kept as text', async () => {
    const text = '[9007199254740991, -9007199254740991, 9007199254740993, 1]'
    expect((await refusal(decoder, text)).message).toContain('9007199254740993')
    const kept = json.create({ big_integers: 'text' }, site)
    expect(await root(text, kept)).toEqual([9007199254740991, -9007199254740991, '9007199254740993', 1])
    expect((await refusal(kept, '[1e300]')).code).toBe('DECODE_NUMBER')
  })

  test('a key may repeat in another object', async () => {
    expect(await root('[{"a": {"a": 1}}, {"a": [{"a": 2}]}]')).toHaveLength(2)
  })
})

describe('an excerpt', () => {
  const show = (place: string): unknown => decoder.excerpt(Buffer.from(input), place)

  test.each([
    ['$.races[0].title', 3, '"Governor, \\"open\\""'],
    ['$.races[0].votes[1]', 3, '-1.5e3'],
    ['$.races[1]', 4, '{ "title": "Do\\u00f1a é 😀", "final": true, "none": null }'],
    ['$.races[1].none', 4, 'null'],
    ["$['odd key']", 6, '{}'],
  ])('of %s is its raw text and line', (place, line, text) => {
    expect(show(place)).toEqual({ line, text })
  })

  test.each(['$.races[2]', '$.races.title', '$.races[0].votes[3]', '$[0]', 'L3', '$.races[0].title.x'])(
    'of %s is nothing',
    (place) => {
      expect(show(place)).toBeUndefined()
    },
  )

  test('of a large node is its beginning', async () => {
    const body = Buffer.from(JSON.stringify({ a: 'x'.repeat(200_000) }))
    expect((await decoder.excerpt(body, '$'))?.text).toHaveLength(100_001)
  })

  test('of any node of any document is its JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4, stringUnit: 'grapheme' }), fc.nat(3), async (text, indent) => {
        const pretty = JSON.stringify(JSON.parse(text), null, indent)
        for (const [path, value] of nodes(JSON.parse(pretty) as Json)) {
          const shown = (await decoder.excerpt(Buffer.from(pretty), pathText(path)))?.text ?? ''
          expect(JSON.parse(shown)).toEqual(value)
        }
      }),
    )
  })
})

test('any text is refused exactly when JSON.parse refuses it', async () => {
  const unit = fc.constantFrom(...'{}[]:,"\\ue0019-+.aE \n'.split(''), 'true', 'null', '"a"', '{"a":')
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit, maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      async (inner, size) => {
        const text = `[${inner}]`
        const strict = await decoded(decoder, inPieces(Buffer.from(text), size)).then(
          said,
          (error: unknown) => error,
        )
        const code = strict instanceof Error ? strict.name : undefined
        const refused = ['DECODE_DUPLICATE_KEY', 'DECODE_NUMBER']
        expect([...refused, parses(text) ? undefined : 'DECODE_FAILED']).toContain(code)
      },
    ),
    { numRuns: 2000 },
  )
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function* nodes(
  value: Json,
  path: readonly (string | number)[] = [],
): Iterable<readonly [typeof path, Json]> {
  yield [path, value]
  if (Array.isArray(value))
    for (const [at, item] of value.entries()) yield* nodes(item as Json, [...path, at])
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* nodes(item as Json, [...path, key])
}
