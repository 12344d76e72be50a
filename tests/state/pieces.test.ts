import { hash } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ResultKey } from '../../engine/model/ids.ts'
import type { Figures } from '../../engine/model/result.ts'
import { piecesOf } from '../../engine/state/pieces.ts'

type Entry = readonly [ResultKey, Figures]

/** Characters that no compression makes fewer than half of. */
const noise = (characters: number, seed: string): string => {
  let text = ''
  for (let n = 0; text.length < characters; n++) text += hash('sha256', `${seed}/${n}`)
  return text.slice(0, characters)
}

const entry = (index: number, characters: number): Entry => [
  `xx/contest|precinct:${index}` as ResultKey,
  {
    digest: `${index}` as Figures['digest'],
    revision: 1,
    votes: { smith: index },
    unitName: noise(characters, `${index}`),
  },
]

const packed = (entries: readonly Entry[]): readonly Uint8Array[] => [...piecesOf(entries, entries.length)]
const textsOf = (pieces: readonly Uint8Array[]): readonly string[] =>
  pieces.map((bytes) => zstdDecompressSync(bytes).toString('utf8'))
const sizes = (pieces: readonly Uint8Array[]): readonly number[] => pieces.map(({ byteLength }) => byteLength)

test('pieces are the JSON of all entries, in their order, whatever their size', () => {
  const characters = fc.oneof(fc.nat(100), fc.nat(30_000))
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 300 }), fc.nat(400), (lengths, count) => {
      const entries = lengths.map((length, index) => entry(index, length))
      const pieces = [...piecesOf(entries, count)]
      const lists = textsOf(pieces).map((text) => JSON.parse(text) as readonly Entry[])
      expect(lists.flat()).toEqual(entries)
      expect(textsOf(pieces)).toEqual(lists.map((list) => JSON.stringify(list)))
      expect(Math.max(0, ...sizes(pieces))).toBeLessThanOrEqual(300_000)
    }),
    { numRuns: 30 },
  )
})

test('entries are written as JSON.stringify writes them', () => {
  const number = fc.oneof(fc.nat(), fc.integer(), fc.double(), fc.maxSafeInteger())
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"\\\u0001', '\ud800', 'é'.repeat(40)),
  )
  const votes = fc.dictionary(text, number)
  const figures = fc.record(
    {
      digest: text,
      votes,
      modes: fc.dictionary(text, votes),
      unitsReporting: fc.option(number, { nil: undefined }),
      within: text,
      revision: number,
      gone: fc.constant(true),
    },
    { requiredKeys: ['digest', 'votes', 'revision'] },
  ) as unknown as fc.Arbitrary<Figures>
  fc.assert(
    fc.property(fc.array(fc.tuple(text as fc.Arbitrary<ResultKey>, figures), { minLength: 1 }), (entries) => {
      expect(textsOf(packed(entries))).toEqual([JSON.stringify(entries)])
    }),
  )
})

test('entries of which a few fill an item are parted, and one that is too large is left alone', () => {
  const pieces = packed(
    Array.from({ length: 20 }, (_, index) => entry(index, index === 7 ? 900_000 : 60_000)),
  )
  expect(pieces.length).toBeGreaterThan(3)
  expect(sizes(pieces).filter((bytes) => bytes > 300_000)).toHaveLength(1)
})

test('what changes in a poll of a large file is one piece, and what a piece came to says how large the next one is', () => {
  expect(packed(Array.from({ length: 2_300 }, (_, index) => entry(index, 100)))).toHaveLength(1)
  const many = sizes(packed(Array.from({ length: 60_000 }, (_, index) => entry(index, 100))))
  expect(Math.min(...many.slice(1, -1))).toBeGreaterThan(200_000)
})
