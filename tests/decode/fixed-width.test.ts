import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FixedWidthOptions } from '../../engine/decode/fixed-width/options.ts'
import { fixedWidth } from '../../engine/decode/fixed-width.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded, decoderConformance, refusal } from '../conformance/decoder.ts'
import { inPieces } from '../conformance/unpacker.ts'

const reports: FeedError[] = []
const site = {
  position: (path: readonly (string | number)[] = []) => ({ file: path.join('.'), line: 1, column: 1 }),
  report: (error: FeedError) => reports.push(error),
}
const decoder = (options: FixedWidthOptions): ReturnType<typeof fixedWidth.create> =>
  fixedWidth.create(options, site)
const rowsOf = async (text: string, options: FixedWidthOptions): Promise<unknown[]> =>
  (await decoded(decoder(options), bodyOf(text))).rows.map((row) => [row.place, row.value])

const columns = {
  code: { from: 1, length: 2, matches: String.raw`^\d\d$` },
  name: { from: 3, to: 7 },
  votes: { from: 8 },
}
const election: FixedWidthOptions = {
  length: 10,
  kind: { from: 1, length: 2 },
  kinds: {
    CO: { carry: true, resets: ['NO'], columns: { title: { from: 3 } } },
    NO: { carry: true, columns: { allowed: { from: 3, length: 1 } } },
    CA: { columns: { name: { from: 3, length: 4 }, votes: { from: 7, to: 10, matches: String.raw`^\d*$` } } },
    BL: 'skip',
    EN: { count: { column: 'lines', of: 'all' }, columns: { lines: { from: 3 } } },
  },
}

decoderConformance([], {
  decoder: decoder(election),
  input: 'COMAYOR   \r\nNO1       \r\nCAÁlva   7\r\nBL        \r\nCAJo😀   12\r\nEN6       \r\n',
  spare: 2,
  broken: [
    ['COMAYOR   \nCAA      7\nXX        \nEN4       ', 'DECODE_KIND', 'L3'],
    ['COMAYOR   \nCAA      x\nEN3       ', 'DECODE_COLUMN_CONTENT', 'L2'],
    ['COMAYOR   \nCAA     7\nEN3       ', 'DECODE_LENGTH', 'L2'],
    ['COMAYOR    \nCAA      7\nEN3       ', 'DECODE_LENGTH', 'L1'],
    ['COMAYOR   \nCAA      7\nEN2       ', 'DECODE_TRAILER_MISMATCH', 'L3'],
    ['COMAYOR   \nCAA      7\n\n', 'DECODE_TRAILER_MISSING', 'L2'],
  ],
  nested: 'lines do not nest',
  inExcerpt: ({ value }) => [(value as { name: string }).name, (value as { votes: string }).votes],
})

describe('columns', () => {
  test('are counted in characters, whatever bytes they have', async () => {
    expect(await rowsOf('01Álvar12\n\n02😀a   0\n', { short: 'pad', columns })).toEqual([
      ['L1', { code: '01', name: 'Álvar', votes: '12' }],
      ['L3', { code: '02', name: '😀a', votes: '0' }],
    ])
  })

  test('keep their blanks if they are to, and lack them where lines end early', async () => {
    const options = { short: 'pad', trim: 'none', columns, skip_lines: 1 } as const
    expect(await rowsOf('a title\n01 A\n', options)).toEqual([['L2', { code: '01', name: ' A', votes: '' }]])
  })
})

describe('kinds', () => {
  test('have columns of their own, and what is carried stands in the rows after it until it is reset', async () => {
    const text = 'COMAYOR   \nNO2       \nCAAda    7\nCOCLERK   \nCABen    0\nEN6       \n'
    expect(await rowsOf(text, election)).toEqual([
      ['L3', { kind: 'CA', CO: { title: 'MAYOR' }, NO: { allowed: '2' }, name: 'Ada', votes: '7' }],
      ['L5', { kind: 'CA', CO: { title: 'CLERK' }, name: 'Ben', votes: '0' }],
    ])
    expect(decoder(election).columns).toEqual([
      'kind',
      'CO',
      'NO',
      'title',
      'allowed',
      'name',
      'votes',
      'lines',
    ])
  })

  test('may be rows as well as carried, and a blank may take the value above of its kind', async () => {
    const kinds: FixedWidthOptions['kinds'] = {
      PA: { carry: true, resets: ['CA'], columns: { page: { from: 3 } } },
      CA: {
        carry: true,
        row: true,
        columns: { name: { from: 3, length: 4, carry: true }, yes: { from: 7 } },
      },
      TO: { columns: { precincts: { from: 3 } } },
    }
    const text = 'PA1\nCAJudgYES\nCA    NO\nTO7\nPA2\nTO8\n'
    expect(await rowsOf(text, { short: 'pad', kind: { from: 1, length: 2 }, kinds })).toEqual([
      ['L2', { kind: 'CA', PA: { page: '1' }, name: 'Judg', yes: 'YES' }],
      ['L3', { kind: 'CA', PA: { page: '1' }, name: 'Judg', yes: 'NO' }],
      ['L4', { kind: 'TO', PA: { page: '1' }, CA: { name: 'Judg', yes: 'NO' }, precincts: '7' }],
      ['L6', { kind: 'TO', PA: { page: '2' }, precincts: '8' }],
    ])
  })

  test('may be told by patterns, of which the first that matches counts', async () => {
    const kinds: FixedWidthOptions['kinds'] = {
      total: { matches: '^TOTAL', columns: { votes: { from: 6 } } },
      line: { matches: '.', columns: { name: { from: 1, length: 5 }, votes: { from: 6 } } },
    }
    expect(await rowsOf('Ada     7\nTOTAL   7\n', { short: 'pad', kinds })).toEqual([
      ['L1', { kind: 'line', name: 'Ada', votes: '7' }],
      ['L2', { kind: 'total', votes: '7' }],
    ])
  })

  test('may count those of some kinds, or all others', async () => {
    const counting = (of: 'others' | string[]): FixedWidthOptions => ({
      ...election,
      kinds: { ...election.kinds, EN: { count: { column: 'lines', of }, columns: { lines: { from: 3 } } } },
    })
    const text = (lines: number): string => `COMAYOR   \nCAAda    7\nBL        \nEN${lines}       \n`
    expect(await rowsOf(text(3), counting('others'))).toHaveLength(1)
    expect(await rowsOf(text(1), counting(['CA']))).toHaveLength(1)
    expect(await refusal(decoder(counting(['CA', 'CO'])), text(1))).toMatchObject({
      code: 'DECODE_TRAILER_MISMATCH',
    })
  })
})

describe('borders', () => {
  const apart: FixedWidthOptions = {
    short: 'pad',
    columns: { name: { from: 1, to: 5 }, votes: { from: 6, to: 9 }, mail: { from: 10, to: 13 } },
  }
  const refused = async (text: string, options: FixedWidthOptions): Promise<FeedError> =>
    refusal(decoder(options), text)

  test('may be touched by values that fill their column, and cut no number in two', async () => {
    expect(await rowsOf('VOEHL  201234\nHOEK 12345\n', apart)).toEqual([
      ['L1', { name: 'VOEHL', votes: '20', mail: '1234' }],
      ['L2', { name: 'HOEK', votes: '1234', mail: '5' }],
    ])
    expect(await refused('AMES   1489\n', apart)).toMatchObject({
      code: 'DECODE_COLUMN_CUT',
      message: 'A border of the column "votes", after character 9, cuts "1489" in two.',
      place: 'L1:8',
    })
    expect(await refused('AMES    20   7\n', apart)).toMatchObject({
      code: 'DECODE_COLUMN_CUT',
      place: 'L1:9',
    })
    expect(await refused('AMES   20   7 9\n', apart)).toMatchObject({ code: 'DECODE_GAP', place: 'L1:15' })
    expect(await refused('AMES    20  7\n', { ...apart, gaps: 'skip' })).toMatchObject({
      code: 'DECODE_COLUMN_CUT',
    })
    expect(await refused('AMES 1489  20\nHOEK 12345\n', { ...apart, borders: 'blank' })).toMatchObject({
      code: 'DECODE_COLUMN_CUT',
      place: 'L2:6',
    })
    expect(await rowsOf('AMES   1489\n', { ...apart, borders: 'any' })).toEqual([
      ['L1', { name: 'AMES', votes: '14', mail: '89' }],
    ])
  })

  test('have no text between columns, unless the spec or the kind leaves it out', async () => {
    const gap: FixedWidthOptions = { short: 'pad', columns: { name: { from: 1, to: 4 }, votes: { from: 8 } } }
    expect(await refused('AMES 3 20\n', gap)).toMatchObject({
      code: 'DECODE_GAP',
      message: '"3" stands in no column (characters 6 to 6).',
      place: 'L1:6',
    })
    expect(await rowsOf('AMES 3 20\n', { ...gap, gaps: 'skip' })).toHaveLength(1)
    const kinds: FixedWidthOptions = {
      short: 'pad',
      kind: { from: 1, to: 1 },
      kinds: {
        A: { gaps: 'skip', columns: { votes: { from: 8 } } },
        B: { columns: { votes: { from: 8 } } },
      },
    }
    expect(await rowsOf('A  x   20\n', kinds)).toHaveLength(1)
    expect(await refused('B  x   20\n', kinds)).toMatchObject({ code: 'DECODE_GAP', place: 'L1:4' })
  })
})

test('the pieces in which a text comes make no difference', async () => {
  const chaos = fc.string({
    unit: fc.constantFrom('COABC     \n', 'CAB      7\n', 'EN1       \n', 'é', '\r', '\n'),
    minLength: 1,
  })
  const outcome = (body: AsyncIterable<Uint8Array>): Promise<unknown> =>
    decoded(decoder(election), body).then(
      ({ rows }) => rows,
      (error: FeedError) => [error.code, error.place],
    )
  await fc.assert(
    fc.asyncProperty(chaos, fc.integer({ min: 1, max: 9 }), async (text, size) => {
      expect(await outcome(inPieces(Buffer.from(text), size))).toEqual(await outcome(bodyOf(text)))
    }),
  )
})

const kind = { from: 1, length: 2 }
test.each<[FixedWidthOptions, string]>([
  [{ length: 5 }, 'There are columns of all records, or of kinds of them'],
  [{ columns: { a: { from: 1 } } }, 'Nothing says how long the lines are'],
  [{ length: 5, columns: { a: { from: 1, length: 2, to: 3 } } }, 'Both length and to are given'],
  [
    { length: 5, columns: { a: { from: 1, to: 3 }, b: { from: 2, to: 4 } } },
    'The columns "a" and "b" share a part',
  ],
  [{ length: 5, kinds: { A: { columns: { a: { from: 1 } } } } }, 'Nothing tells a record "A"'],
  [
    { length: 5, kind, kinds: { A: { matches: 'x', columns: { a: { from: 1 } } } } },
    'A column tells the kind, and a pattern too',
  ],
  [{ length: 5, kind, kinds: { A: 'skip' } }, 'No kind of record is a row'],
  [
    {
      length: 5,
      kind,
      kinds: { A: { columns: { B: { from: 1 } } }, B: { carry: true, columns: { b: { from: 1 } } } },
    },
    'The column "B" is called like what is carried',
  ],
  [
    { length: 5, kind, kinds: { A: { resets: ['B'], columns: { a: { from: 1 } } } } },
    'No kind "B" is carried',
  ],
  [
    { length: 5, kind, kinds: { A: { columns: {} }, E: { count: { column: 'n' }, columns: {} } } },
    'The kind has no column "n"',
  ],
])('%j is refused before any byte: %s', (options, message) => {
  reports.length = 0
  decoder(options)
  expect(reports.map((report) => report.message).join('\n')).toContain(message)
})
