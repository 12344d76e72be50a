import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CsvOptions } from '../../engine/decode/csv/options.ts'
import { csv } from '../../engine/decode/csv.ts'
import type { DecodeLimits, Decoder } from '../../engine/decode/decoder.ts'
import { fixedWidth } from '../../engine/decode/fixed-width.ts'
import { jsonLines } from '../../engine/decode/json-lines.ts'
import { placeText } from '../../engine/decode/lines.ts'
import type { RawBody } from '../../engine/decode/raw-body.ts'
import type { RawRows } from '../../engine/decode/raw-rows.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Json } from '../../engine/model/json.ts'
import type { Row } from '../../engine/model/row.ts'
import { decoded, roomy } from '../conformance/decoder.ts'
import { inPieces, never, payloadOf } from '../conformance/unpacker.ts'

const site = {
  position: () => undefined,
  report(error: Error): never {
    throw error
  },
}
const columns = { a: { from: 1, length: 3 }, b: { from: 4, length: 2 } }

async function rawOf(
  decoder: Decoder,
  body: AsyncIterable<Uint8Array>,
  seed: number,
  limits: DecodeLimits = roomy,
): Promise<RawRows> {
  const raw = await decoder.rawRows?.(payloadOf(body), limits, seed, never)
  if (raw === undefined) throw new Error('it gives no raw rows')
  return raw
}

/** Rows by the hashes of their records; what was known before is not decoded again. */
async function readRaw(
  decoder: Decoder,
  body: AsyncIterable<Uint8Array>,
  known = new Map<string, Json>(),
): Promise<{ rows: Row[]; known: Map<string, Json>; shared: string; decodings: number; isOpen: unknown }> {
  const raw = await rawOf(decoder, body, 17)
  const rows: Row[] = []
  const seen = new Map<string, Json>()
  let decodings = 0
  const { body: passed, batches } = raw.read(undefined, 0)
  for await (const batch of batches)
    while (batch.next()) {
      const hash = lastHash(passed)
      const before = known.get(hash)
      if (before === undefined) decodings++
      const place = placeText(passed.lines[passed.count - 1] ?? 0)
      const one = before === undefined ? batch.row() : { value: before, place }
      expect(one.place).toBe(place)
      seen.set(hash, one.value)
      rows.push(one)
    }
  return { rows, known: seen, shared: raw.shared, decodings, isOpen: raw.isOpen?.() }
}

const lastHash = ({ hashes, count }: RawBody): string => `${hashes[2 * count - 2]} ${hashes[2 * count - 1]}`

const formats: readonly (readonly [string, Decoder, head: string, units: readonly string[]])[] = [
  [
    'csv',
    csv.create({}, site),
    'h,i\n',
    ['a', 'é', ',', '"', '""', '\n', '\r', '\r\n', 'b,c\n', '"x\r\ny",z\n'],
  ],
  [
    'csv, trimmed',
    csv.create({ trim: 'values' }, site),
    ' h, i\n',
    ['a', ',', '"', '\n', ' ', 'b, c\n', '"x" ,z\n'],
  ],
  [
    'csv without quotes',
    csv.create({ quote: 'none', delimiter: '\t' }, site),
    'h\ti\n',
    ['a', '"', '\t', '\n', '"\tb\n'],
  ],
  ['csv in latin-1', csv.create({ encoding: 'latin-1' }, site), 'h,i\n', ['a', ',', '\n', 'b,c\n', 'd,e\r']],
  [
    'json_lines',
    jsonLines.create({}, site),
    '',
    ['{"a":1}', '{', '[2,"x"]', '\n', ' ', '3\n', '"\u00e9"\r\n'],
  ],
  [
    'fixed_width',
    fixedWidth.create({ columns, length: 5 }, site),
    '',
    ['abc 1', '\n', ' ', 'é', 'dé  2\r', 'f g12\n'],
  ],
  [
    'csv with a last line',
    csv.create({ last_line: '^z' }, site),
    'h,i\n',
    ['a', ',', '"', '\n', '\r\n', 'z,c', 'z,"é"\r', ' \n', 'b,c\n'],
  ],
  [
    'json_lines with a last line',
    jsonLines.create({ last_line: 'z' }, site),
    '',
    ['{"a":1}', '\n', ' ', '["z"]', '3\n', '"\u00e9"\r\n'],
  ],
  [
    'fixed_width with a last line',
    fixedWidth.create({ columns, short: 'pad', last_line: '^z' }, site),
    '\ufeff',
    ['abc 1', '\n', ' ', 'é', 'z 1', 'f g12\n'],
  ],
  ['fixed_width, padded', fixedWidth.create({ columns, short: 'pad' }, site), '', ['abc 1', '\n', '\r', 'é']],
]

describe.each(formats)('raw rows of %s', (_name, decoder, head, units) => {
  const text = fc.string({ unit: fc.constantFrom(...units), maxLength: 25 })
  const outcome = (body: AsyncIterable<Uint8Array>): Promise<readonly Row[] | string> =>
    decoded(decoder, body).then(
      ({ rows }) => rows,
      (error: FeedError) => error.code,
    )

  test('are the rows of the full pass, or fail where it fails; whether they end in a line end is said alike', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (tail, size) => {
        const body = Buffer.from(head + tail)
        const expected = await outcome(bodyOf(body))
        const found = await readRaw(decoder, inPieces(body, size)).catch(() => undefined)
        expect(found?.rows).toEqual(typeof expected === 'string' ? undefined : expected)
        if (typeof expected === 'string') return
        const { document } = await decoded(decoder, bodyOf(body))
        const end = document.shape === 'rows' ? document.end : undefined
        expect(found?.isOpen).toBe(end && end.open !== undefined)
      }),
      { numRuns: 1_000 },
    )
  })

  test('need no decoding where they were read before, wherever they stand then', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (one, other) => {
        const first = await readRaw(decoder, bodyOf(head + one)).catch(() => undefined)
        const second = Buffer.from(`${head}${other}\n${one}`)
        const expected = await outcome(bodyOf(second))
        fc.pre(first !== undefined)
        const found = await readRaw(decoder, bodyOf(second), first?.known).catch(() => undefined)
        expect(found?.rows).toEqual(typeof expected === 'string' ? undefined : expected)
        fc.pre(found !== undefined)
        expect(found?.shared).toEqual(first?.shared)
        const again = await readRaw(decoder, bodyOf(second), found?.known)
        expect([again.rows, again.decodings]).toEqual([expected, 0])
      }),
    )
  })
})

test('a line of blanks beyond ASCII is no row of fixed width: it is left to who reads lines as text', async () => {
  const decoder = fixedWidth.create({ columns, short: 'pad' }, site)
  const units = ['abc 1', '\n', '\n\u00a0\n', '\u3000', '\u2028', ' ']
  const text = fc.string({ unit: fc.constantFrom(...units), maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (tail, size) => {
      const body = Buffer.from(tail)
      const found = await readRaw(decoder, inPieces(body, size)).catch(() => undefined)
      const { rows } = await decoded(decoder, bodyOf(body)).catch(() => ({ rows: undefined }))
      const isLeft = rows === undefined || tail.split('\n').some((line) => /^\s+$/.test(line))
      expect(found === undefined && isLeft ? rows : found?.rows).toEqual(rows)
    }),
    { numRuns: 1_000 },
  )
})

describe('raw rows', () => {
  test('come in large batches, and know their columns and what they share', async () => {
    const body = Buffer.from(`\ufeffa,b\n${Array.from({ length: 100_000 }, (_, at) => `${at},x\n`).join('')}`)
    const raw = await rawOf(csv.create({}, site), inPieces(body, 5_000), 1)
    expect(raw).toMatchObject({ columns: ['a', 'b'], shared: '"a,b"' })
    const { body: passed, batches } = raw.read(undefined, 0)
    let count = 0
    for await (const batch of batches) {
      count += 1
      while (batch.next());
    }
    expect(passed.count).toBe(100_000)
    expect(count).toBeLessThan(10)
  })

  test('are hashed by a seed', async () => {
    const hashes = async (seed: number): Promise<readonly number[]> => {
      const raw = await rawOf(csv.create({}, site), bodyOf('a\n1\n'), seed)
      const { body: passed, batches } = raw.read(undefined, 0)
      for await (const batch of batches) batch.next()
      return [...passed.hashes.subarray(0, 2)]
    }
    expect(await hashes(1)).toEqual(await hashes(1))
    expect(await hashes(1)).not.toEqual(await hashes(2))
  })

  test('fail where a line that is skipped is none of the encoding', async () => {
    const body = Buffer.from('R\xe9sultats\na\n1\n', 'latin1')
    const all = rawOf(csv.create({ skip_lines: 1 }, site), bodyOf(body), 1)
    await expect(all).rejects.toMatchObject({ code: 'DECODE_FAILED', place: 'L1' })
  })

  test('end at the limit of rows', async () => {
    const raw = await rawOf(csv.create({}, site), bodyOf('a\n1\n2\n3\n'), 1, { ...roomy, rows: 2 })
    const all = async (): Promise<void> => {
      for await (const batch of raw.read(undefined, 0).batches) while (batch.next());
    }
    await expect(all()).rejects.toMatchObject({ code: 'DECODE_TOO_MANY_ROWS', place: 'L4' })
  })

  const kinds = { A: { columns: ['a', 'b'] } }
  test.each([
    { trailer: '^END$' },
    { grid: true },
    { header: false, kind: 1, kinds },
    { encoding: 'utf-16le' },
  ] satisfies CsvOptions[])('are none of csv with %j', (options) => {
    expect(csv.create(options, site)).not.toHaveProperty('rawRows')
  })

  test.each([
    fixedWidth.create({ columns: { a: { from: 1, length: 1, carry: true } }, length: 1 }, site),
    fixedWidth.create({ kinds: { A: { columns, matches: '^A' } }, length: 5 }, site),
  ])('are none where rows depend on others', (decoder) => {
    expect(decoder).not.toHaveProperty('rawRows')
  })
})
