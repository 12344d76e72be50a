import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dialect } from '../../engine/decode/csv/quoted-record.ts'
import { type CsvRecord, recordsOf } from '../../engine/decode/csv/records.ts'
import { FeedError } from '../../engine/errors/feed-error.ts'
import { type OracleReading, readByOracle } from './csv-oracle.ts'

/** A text in pieces of about these sizes, as `textOf` cuts it: no character and no CRLF is split. */
async function* pieces(text: string, sizes: readonly number[]): AsyncIterable<string> {
  let at = 0
  for (let turn = 0; at < text.length; turn++) {
    let end = at + (sizes[turn % sizes.length] ?? text.length)
    while (
      end < text.length &&
      /^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(end - 1, end + 1))
    )
      end++
    yield text.slice(at, end)
    at = end
  }
}

async function read(text: string, sizes: readonly number[], dialect: Dialect): Promise<OracleReading> {
  const records: CsvRecord[] = []
  try {
    for await (const batch of recordsOf(pieces(text, sizes), dialect, 1)) records.push(...batch)
    return { records }
  } catch (thrown) {
    if (!(thrown instanceof FeedError) || thrown.code !== 'DECODE_QUOTE') throw thrown
    const problem = /: (.*?)\.?$/.exec(thrown.message)?.[1] ?? thrown.message
    return { records, problem, line: Number(thrown.place?.slice(1)) }
  }
}

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
        const found = await read(text, cut, dialect)
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
          await read(
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
    const found = await read(text, [text.length], dialect)
    expect([found.line, found.records]).toEqual([expected.line, expected.records])
  })

  test('stands behind an empty pair of them, where csv-parse sees none', async () => {
    const dialect = { ...comma, blanks: true }
    expect(readByOracle('"" ""\n', dialect).records).toEqual([{ fields: [''], line: 1 }])
    expect(await read('"" ""\n', [9], dialect)).toEqual({
      records: [],
      problem: 'other text follows a closing one',
      line: 1,
    })
  })
})
