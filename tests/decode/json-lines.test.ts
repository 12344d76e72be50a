import { describe, expect, test } from 'vitest'
import { jsonLines } from '../../engine/decode/json-lines.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded, decoderConformance, refusal } from '../conformance/decoder.ts'

const decoder = (options: object = {}): ReturnType<typeof jsonLines.create> =>
  jsonLines.create(options, { position: () => undefined, report: (error) => expect.fail(error.message) })

decoderConformance(['JSON'], {
  decoder: decoder({ last_line: '^\\{"end"' }),
  input: '{"name": "Doña Ana", "votes": 360}\r\n{"name": "😀", "votes": 0}\n{"end": 2}\r\n',
  spare: 3,
  broken: [
    ['{"a": 1}\n\n{"a": 1\n{"end": 2}', 'DECODE_FAILED', 'L3:8'],
    ['{"a": 1}\n{"a": 1} {}\n{"end": 2}', 'DECODE_FAILED', 'L2:10'],
    ['{"a": 1}\n{"a": 1, "a": 2}\n{"end": 2}', 'DECODE_DUPLICATE_KEY', 'L2:10'],
    ['{"a": 1}\n{"a": 90071992547409930}\n{"end": 2}', 'DECODE_NUMBER', 'L2:7'],
    ['{"a": 1}\n{"b": 2}\n', 'DECODE_TRAILER_MISSING', 'L2'],
  ],
  nested: (levels) => `${'['.repeat(levels)}1${']'.repeat(levels)}\n{"end": 1}`,
  inExcerpt: ({ value }) => Object.keys(value as object).map((key) => `"${key}"`),
})

describe('JSON lines', () => {
  test('are rows, each with its line; blank lines are none', async () => {
    const { rows } = await decoded(
      decoder({ big_integers: 'text' }),
      bodyOf('{"id": 90071992547409930}\n\n[1]\n"x"'),
    )
    expect(rows).toEqual([
      { value: { id: '90071992547409930' }, place: 'L1' },
      { value: [1], place: 'L3' },
      { value: 'x', place: 'L4' },
    ])
  })

  test('keep a key like __proto__ a key like any other', async () => {
    const { rows } = await decoded(decoder(), bodyOf('{"__proto__": {"votes": 1}}'))
    expect(Object.keys(rows[0]?.value as object)).toEqual(['__proto__'])
  })

  test('of one line that does not end stop early', async () => {
    expect(await refusal(decoder(), `{"a": "${'x'.repeat(2_000_000)}`)).toMatchObject({
      code: 'DECODE_TOO_LARGE',
      place: 'L1',
    })
  })
})
