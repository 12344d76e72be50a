import { describe, expect, test } from 'vitest'
import type { CsvOptions } from '../../engine/decode/csv/options.ts'
import { csv } from '../../engine/decode/csv.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded, decoderConformance, refusal, roomy } from '../conformance/decoder.ts'

const reports: FeedError[] = []
const site = {
  position: (path: readonly (string | number)[] = []) => ({ file: path.join('.'), line: 1, column: 1 }),
  report: (error: FeedError) => reports.push(error),
}
const decoder = (options: CsvOptions = {}): ReturnType<typeof csv.create> => csv.create(options, site)
const rowsOf = async (text: string | Uint8Array, options: CsvOptions = {}): Promise<unknown[]> =>
  (await decoded(decoder(options), bodyOf(text))).rows.map((row) => [row.place, row.value])

const trailer = String.raw`^RECORDS: (?<records>[\d,]+), OF (?<of>\d\d:\d\d)$`

decoderConformance([], {
  decoder: decoder({ trailer }),
  input:
    'County,Choice,Votes\r\nDoña Ana,"Smith, ""Al""\r\nJr",360\r\nWake,Jones,0\r\nRECORDS: 2, OF 15:33\r\n',
  spare: 2,
  broken: [
    ['a,b\n1,2\n3\nRECORDS: 2, OF 15:33\n', 'DECODE_RAGGED', 'L3'],
    ['a,b\n\n1,"2\n3,4\n', 'DECODE_QUOTE', 'L3'],
    ['a,b\r\n"x\r\ny",1\r\n1,"2"3\r\n\nRECORDS: 2, OF 15:33', 'DECODE_QUOTE', 'L4'],
    ['a,b\r1,2"3\rRECORDS: 1, OF 15:33', 'DECODE_QUOTE', 'L2'],
    ['a,b\n1,2\nRECORDS: 1, OF 15:33\n3,4\n', 'DECODE_TRAILER_MISSING', 'L4'],
    ['a,b\n1,2\nRECORDS: 2, OF 15:33\n\n', 'DECODE_TRAILER_MISMATCH', 'L3'],
    ['a,a\n1,2\nRECORDS: 1, OF 15:33', 'DECODE_HEADER', 'L1'],
  ],
  nested: 'delimited text does not nest',
  inExcerpt: ({ value }) =>
    Object.values(value as Record<string, string>).flatMap((cell) =>
      typeof cell === 'string' ? [cell.replaceAll('"', '""')] : Object.values(cell as Record<string, string>),
    ),
})

describe('rows', () => {
  test('are objects of text, each with the line on which it begins', async () => {
    const text = 'County,Votes\n"Wake\n(all)",007\r\n\r\nDurham,\r"x","""q"""'
    expect(await rowsOf(text)).toEqual([
      ['L2', { County: 'Wake\n(all)', Votes: '007' }],
      ['L5', { County: 'Durham', Votes: '' }],
      ['L6', { County: 'x', Votes: '"q"' }],
    ])
  })

  test('lines are counted right when quotes hold line breaks of every kind', async () => {
    const text = 'a,b\r\n"1\r\n\r\n2\n3\r4",x\r\n5,y\r\n'
    expect(await rowsOf(text)).toEqual([
      ['L2', { a: '1\r\n\r\n2\n3\r4', b: 'x' }],
      ['L7', { a: '5', b: 'y' }],
    ])
  })

  test('columns are known before the first row is read', async () => {
    const { document } = await decoded(decoder(), bodyOf('a,b\n'))
    expect(document).toMatchObject({ shape: 'rows', columns: ['a', 'b'] })
    expect(await rowsOf('a,b\n')).toEqual([])
  })

  test.each([
    [{ delimiter: '\t' }, 'a\tb\n1,\t2\n', { a: '1,', b: '2' }],
    [{ delimiter: ';', quote: 'none' }, 'a;b\n"1;2"x\n', { a: '"1', b: '2"x' }],
    [{ delimiter: '¦' }, 'a¦b\n1¦2\n', { a: '1', b: '2' }],
    [{ delimiter: '😀' }, 'a😀b\n1😀2\n', { a: '1', b: '2' }],
    [{ trim: 'values' }, ' a ,b\n" 1 ",\t2\u00a0\n', { a: '1', b: '2' }],
    [{ trim: 'values' }, '"a" ,b\n "1, 2" ,\t3\n', { a: '1, 2', b: '3' }],
    [{}, ' a ,b\n" 1 ",\t2\n', { ' a ': ' 1 ', b: '\t2' }],
  ] as const)('%j reads %j', async (options, text, row) => {
    expect(await rowsOf(text, options)).toEqual([['L2', row]])
  })

  test('names like __proto__ are names like any other', async () => {
    const [row] = (await decoded(decoder(), bodyOf('__proto__,constructor\n1,2\n'))).rows
    expect(Object.entries(row?.value ?? {})).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
    expect(Object.getPrototypeOf(row?.value)).toBe(Object.prototype)
  })

  test('come in batches of a thousand', async () => {
    const text = `a\n${'1\n'.repeat(12_345)}`
    const document = await decoder().decode(
      { request: 'main', origin: 'x', body: bodyOf(text) },
      roomy,
      new AbortController().signal,
    )
    const sizes: number[] = []
    if (document.shape === 'rows') for await (const batch of document.rows) sizes.push(batch.length)
    expect(sizes).toEqual([...Array.from({ length: 12 }, () => 1000), 345])
  })

  test.each([
    ['latin-1', Buffer.from('a\nJosé\n', 'latin1')],
    ['utf-16', Buffer.from('\ufeffa\nJosé\n', 'utf16le')],
  ] as const)('are read from %s', async (encoding, body) => {
    expect(await rowsOf(body, { encoding })).toEqual([['L2', { a: 'José' }]])
    expect(decoder({ encoding }).excerpt(body, 'L2')).toEqual({ line: 2, text: 'José' })
  })

  test('a row that does not end is stopped', async () => {
    const error = await refusal(decoder(), `a,b\n1,"2\n${'x'.repeat(1_100_000)}`)
    expect([error.code, error.place]).toEqual(['DECODE_TOO_LARGE', 'L2'])
    const line = await refusal(decoder({ trailer }), `a\n1\n${'x'.repeat(1_100_000)}`)
    expect([line.code, line.place]).toEqual(['DECODE_TOO_LARGE', 'L3'])
  })
})

describe('a header', () => {
  test.each([
    ['a,,c\n', 'column 2 of 3 has no name'],
    ['a,b,\n1,2,\n', 'column 3 of 3 has no name'],
    ['a,b,a\n', 'columns 1 and 3 are both called "a"'],
  ])('%j can not be used', async (text, problem) => {
    const error = await refusal(decoder(), text)
    expect([error.code, error.place]).toEqual(['DECODE_HEADER', 'L1'])
    expect(error.message).toContain(problem)
  })

  test('may come after other lines', async () => {
    expect(await rowsOf('Results\r\n"of, the\rcounty\r\na,b\r\n1,2\r\n', { skip_lines: 3 })).toEqual([
      ['L5', { a: '1', b: '2' }],
    ])
    const error = await refusal(decoder({ skip_lines: 3 }), 'Results\nof\n')
    expect([error.code, error.place]).toEqual(['DECODE_HEADER', 'L4'])
  })

  test('must have the columns that the spec names', async () => {
    expect(await rowsOf('b,a\n1,2\n', { columns: ['a'] })).toEqual([['L2', { b: '1', a: '2' }]])
    const error = await refusal(decoder({ columns: ['Votes', 'a', 'County'] }), 'b,a\n1,2\n')
    expect([error.code, error.place]).toEqual(['DECODE_COLUMN_MISSING', 'L1'])
    expect(error.message).toContain('lacks "Votes", "County"; it has "b", "a"')
  })

  test('ends with a delimiter where every line does', async () => {
    const options = { trailing_delimiter: true }
    expect(await rowsOf('a,b,\n1,2,\n', options)).toEqual([['L2', { a: '1', b: '2' }]])
    expect((await refusal(decoder(options), 'a,b\n1,2,\n')).code).toBe('DECODE_HEADER')
    for (const row of ['1,2', '1,2,3', '1,2,,']) {
      const error = await refusal(decoder(options), `a,b,\n1,2,\n${row}\n`)
      expect([error.code, error.place]).toEqual(['DECODE_RAGGED', 'L3'])
    }
  })
})

describe('without a header', () => {
  const columns = ['county', { name: 'votes', matches: '^[0-9]+$' }]

  test('the spec names the columns', async () => {
    const { document } = await decoded(decoder({ header: false, columns }), bodyOf('Wake,1\n'))
    expect(document).toMatchObject({ columns: ['county', 'votes'] })
    expect(await rowsOf('Wake,1\nDurham,2', { header: false, columns })).toEqual([
      ['L1', { county: 'Wake', votes: '1' }],
      ['L2', { county: 'Durham', votes: '2' }],
    ])
  })

  test('columns that moved are noticed by their content', async () => {
    const error = await refusal(decoder({ header: false, columns }), 'Wake,1\n2,Durham\n')
    expect([error.code, error.place]).toEqual(['DECODE_COLUMN_CONTENT', 'L2'])
    expect(error.message).toContain('votes holds "Durham"')
  })

  test('content is checked under a header too, wherever the column stands', async () => {
    expect(await rowsOf('votes,county\n1,Wake\n', { columns })).toHaveLength(1)
    expect((await refusal(decoder({ columns }), 'votes,county\nWake,1\n')).code).toBe('DECODE_COLUMN_CONTENT')
  })
})

describe('ragged rows', () => {
  test.each(['1', '1,2,3', ',,'])('%j is an error', async (row) => {
    const error = await refusal(decoder(), `a,b\n1,2\n${row}\n3,4\n`)
    expect([error.code, error.place]).toEqual(['DECODE_RAGGED', 'L3'])
  })

  test('short ones can be padded, long ones never', async () => {
    expect(await rowsOf('a,b\n1\n', { ragged: 'pad' })).toEqual([['L2', { a: '1', b: '' }]])
    expect((await refusal(decoder({ ragged: 'pad' }), 'a,b\n1,2,3\n')).code).toBe('DECODE_RAGGED')
  })
})

describe('a trailer', () => {
  test('becomes one more row, with its place', async () => {
    expect(await rowsOf('a\n1\n2\n\nRECORDS: 2, OF 15:33\n \n\n', { trailer })).toEqual([
      ['L2', { a: '1' }],
      ['L3', { a: '2' }],
      ['L5', { trailer: { records: '2', of: '15:33' } }],
    ])
  })

  test('without a count is only looked for', async () => {
    expect(await rowsOf('a\n1\nEND\n', { trailer: '^END$' })).toEqual([
      ['L2', { a: '1' }],
      ['L3', { trailer: {} }],
    ])
  })

  test('may write its count with separators', async () => {
    const text = `a\n${'1\n'.repeat(1234)}RECORDS: 1,234, OF 15:33`
    expect(await rowsOf(text, { trailer })).toHaveLength(1235)
  })

  test('in the middle is a ragged row as any other', async () => {
    const text = 'a,b\n1,2\nEND\nEND\n'
    const error = await refusal(decoder({ trailer: '^END$' }), text)
    expect([error.code, error.place]).toEqual(['DECODE_RAGGED', 'L3'])
  })
})

describe('options', () => {
  test.each([
    [{ header: false }, 'header', 'no names'],
    [{ columns: ['a', { name: 'a' }] }, 'columns.1', '"a" is named twice'],
    [{ columns: [{ name: 'a', matches: '(' }] }, 'columns.0.matches', '"(" is no regular expression'],
    [{ trailer: '(?<records' }, 'trailer', 'no regular expression'],
  ])('%j is reported at %s', (options, path, problem) => {
    reports.length = 0
    decoder(options)
    expect(reports.map((error) => [error.code, error.at?.file])).toEqual([['DECODE_OPTION', path]])
    expect(reports[0]?.message).toContain(problem)
  })
})
