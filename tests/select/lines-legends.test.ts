import { describe, expect, test } from 'vitest'
import { text } from '../../engine/decode/text-lines.ts'
import { lines } from '../../engine/select/lines.ts'
import { refused, selected } from './selecting.ts'

const decoder = text.create({}, { position: () => undefined, report: () => undefined })
const values = async (patterns: readonly object[], body: string): Promise<readonly unknown[]> =>
  (await selected(lines, { patterns }, decoder, body)).map(({ value }) => value)
const refusal = (patterns: readonly object[], body: string) => refused(lines, { patterns }, decoder, body)

describe('a legend of numbered columns', () => {
  const patterns = [
    { skip: '^-+$' },
    { order: 'choice', matches: String.raw`^ +(?<keys>\d\d(?: +\d\d)*)$` },
    {
      legend: 'choice',
      matches: String.raw`(?<key>\d\d) = (?<name>\S+) +(?<votes>[\d,]+)`,
      repeated: true,
      rows: true,
    },
    {
      row: 'precinct',
      matches: String.raw`^(?<code>\d{4})(?<figures>[ .]+\d.*)$`,
      cells: { in: 'figures', at: '[ .]+', legend: 'choice' },
    },
    { heading: 'contest', matches: '^(?<title>[A-Z]+)$', resets: ['choice'] },
  ]
  const page = 'MAYOR\n 01 = ADA   1,204   03 = BEN  3\n---\n      01   03\n'

  test('names the columns below it, over pages that repeat it, and gives a row for each entry once', async () => {
    expect(await values(patterns, `${page}0101  1000 . 2\n${page}0102   204   1\n`)).toEqual([
      { row: 'choice', contest: { title: 'MAYOR' }, key: '01', name: 'ADA', votes: '1,204' },
      { row: 'choice', contest: { title: 'MAYOR' }, key: '03', name: 'BEN', votes: '3' },
      ...[
        ['0101', '01', 'ADA', '1,204', '1000'],
        ['0101', '03', 'BEN', '3', '2'],
        ['0102', '01', 'ADA', '1,204', '204'],
        ['0102', '03', 'BEN', '3', '1'],
      ].map(([code, key, name, votes, value]) => ({
        row: 'precinct',
        contest: { title: 'MAYOR' },
        code,
        choice: { key, name, votes },
        value,
      })),
    ])
  })

  test('holds until it is reset; then its keys mean something else', async () => {
    const second = 'CLERK\n 01 = CY  5   03 = DI  6\n     01  03\n0101  5  6\n'
    expect(await values(patterns, `${page}0101 1204 3\n${second}`)).toHaveLength(8)
    const changed = await refusal(patterns, `${page}0101 1204 3\n 01 = CY  5\n`)
    expect(changed).toMatchObject({ code: 'SELECT_LEGEND', place: 'L6' })
  })

  test('refuses columns that it does not name, and figures too few or too many', async () => {
    expect(await refusal(patterns, ' 01 = ADA 7\n  01  02\n')).toMatchObject({
      code: 'SELECT_LEGEND',
      place: 'L2',
    })
    expect(await refusal(patterns, `${page}0101 1204\n`)).toEqual({
      code: 'SELECT_CELLS',
      message: 'The row precinct has 1 figures, and choice names 2 columns.',
      hint: expect.any(String) as unknown,
      place: 'L5',
    })
    expect(await refusal(patterns, '0101 7\n')).toMatchObject({ code: 'SELECT_LEGEND', place: 'L1' })
  })
})

describe('a legend told by lines above the figures', () => {
  const cells = {
    from: 8,
    length: 10,
    legend: 'candidate',
    columns: { day: { from: 1, length: 5 }, mail: { from: 6, length: 5 } },
  }
  const patterns = [
    { legend: 'candidate', matches: '^UNIT', cells: { from: 8, length: 10, columns: { name: { from: 1 } } } },
    {
      legend: 'candidate',
      matches: '^ {7}[A-Z]',
      cells: { from: 8, length: 10, columns: { party: { from: 1 } } },
    },
    { row: 'unit', matches: String.raw`^(?<unit>\d\d)`, cells },
    { total: 'unit', matches: '^SUM', cells },
  ]
  const head = 'UNIT   ADA A     BEN\n       GREEN     REP\n'

  test('takes each line for a value of every column, in characters', async () => {
    expect(await values(patterns, `${head}01        7    0   12\nSUM       7    0   12\n`)).toEqual([
      { row: 'unit', unit: '01', candidate: { name: 'ADA A', party: 'GREEN' }, day: '7', mail: '0' },
      { row: 'unit', unit: '01', candidate: { name: 'BEN', party: 'REP' }, day: '12', mail: '' },
    ])
  })

  test('has its columns added up one by one', async () => {
    expect(
      await refusal(patterns, `${head}01        7    0   12    1\nSUM       7    1   12    0\n`),
    ).toMatchObject({
      code: 'SELECT_TOTAL',
      message: 'The total of mail of ADA A over the rows unit is 1; they add up to 0 (rows: 1; lines: L3).',
      place: 'L4',
    })
  })

  test('may give one row with the figures by the names of the columns', async () => {
    const modes = [
      {
        legend: 'modes',
        matches: '^ +(?<names>[A-Z ]+)$',
        cells: { from: 5, length: 7, columns: { name: { from: 1 } } },
      },
      {
        row: 'r',
        matches: String.raw`^(?<name>[a-z]+) (?<figures>[\d ]+)$`,
        cells: { in: 'figures', legend: 'modes', as: 'object' },
      },
    ]
    expect(await values(modes, '       DAY  EARLY\nada    12      3\n')).toEqual([
      { row: 'r', name: 'ada', modes: { DAY: '12', EARLY: '3' } },
    ])
    expect(await refusal(modes, '       DAY    DAY\nada    12      3\n')).toMatchObject({
      code: 'SELECT_LEGEND',
      message: expect.stringContaining('two columns are called "DAY"') as string,
      place: 'L2',
    })
  })
})
