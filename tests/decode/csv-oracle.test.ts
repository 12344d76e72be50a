import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dialect } from '../../engine/decode/csv/quoted-record.ts'
import { readByOracle } from './csv-oracle.ts'
import { readByUs } from './csv-reading.ts'

const dialects: readonly Dialect[] = [
  { delimiter: ',', quoted: true },
  { delimiter: '\t', quoted: true },
  { delimiter: ';', quoted: false },
  { delimiter: '😀', quoted: true },
  { delimiter: ',', quoted: true, blanks: true },
  { delimiter: '\t', quoted: true, blanks: true },
  { delimiter: ' ', quoted: true, blanks: true },
  { delimiter: '|', quoted: false, blanks: true },
]
const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })

/** csv-parse lets quotes open again behind an empty pair of them and blanks, and stumbles over blanks that are no ASCII. */
const isOddly = (text: string, { blanks }: Dialect): boolean =>
  blanks === true && /""\s+"|"\s*[\u00a0\ufeff]/.test(text)

describe.each(dialects)('records of %j', (dialect) => {
  const { delimiter } = dialect
  const units = [
    'a',
    'é',
    '😀',
    'ß\u0308',
    '"',
    '""',
    delimiter,
    '\n',
    '\r',
    '\r\n',
    ' ',
    '\t',
    '\u00a0',
    '\ufeff',
  ]
  const chaos = fc.string({ unit: fc.constantFrom(...units), maxLength: 40 })

  test('are those of csv-parse, with the same trouble on the same line', async () => {
    await fc.assert(
      fc.asyncProperty(chaos, sizes, async (text, cut) => {
        fc.pre(!isOddly(text, dialect))
        const expected = readByOracle(text, dialect)
        const found = await readByUs(text, cut, dialect)
        // Of two marks apart by blanks it says that the second stands inside of a field.
        const problem = dialect.blanks === true ? found.problem && expected.problem : found.problem
        expect({ ...found, problem }).toEqual({ problem: undefined, ...expected })
      }),
      { numRuns: 2_000 },
    )
  })

  test('are so in long lines and long pieces, too', async () => {
    const cell = fc.string({ unit: fc.constantFrom('Lorem ipsum dolor', 'é', '7', ' '), maxLength: 80 })
    const field = fc.oneof(
      cell,
      cell.map((value) => (dialect.quoted ? `"${value}""\r\n${delimiter}"` : value)),
    )
    const lines = fc.array(fc.array(field, { minLength: 1, maxLength: 20 }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(lines, fc.constantFrom('\n', '\r', '\r\n'), sizes, async (rows, end, cut) => {
        const text = rows.map((row) => row.join(delimiter) + end).join('')
        const expected = readByOracle(text, dialect)
        expect(
          await readByUs(
            text,
            cut.map((size) => size * 97),
            dialect,
          ),
        ).toEqual(expected)
      }),
    )
  })
})

describe('what is wrong with a quotation mark', () => {
  const comma = { delimiter: ',', quoted: true }
  test.each([
    ['a,"b\n\nc,d', comma],
    ['a\n\n"b"c\n', comma],
    ['a\n b"c\n', comma],
    ['"a" \n', comma],
    ['a\n"b" "c"\n', { ...comma, blanks: true }],
    ['a\n"b" c\n', { ...comma, blanks: true }],
    ['"a"\n \n "b""\n', { ...comma, blanks: true }],
    ['"\n"\r\n""""\r"', comma],
  ])('%j', async (text, dialect) => {
    const expected = readByOracle(text, dialect)
    expect(expected.problem).toBeDefined()
    const found = await readByUs(text, [text.length], dialect)
    expect([found.line, found.records]).toEqual([expected.line, expected.records])
  })

  test('stands behind an empty pair of them, where csv-parse sees none', async () => {
    const dialect = { ...comma, blanks: true }
    expect(readByOracle('"" ""\n', dialect).records).toEqual([{ fields: [''], line: 1 }])
    expect(await readByUs('"" ""\n', [9], dialect)).toEqual({
      records: [],
      problem: 'other text follows a closing one',
      line: 1,
    })
  })
})
