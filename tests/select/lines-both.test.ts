import { describe, expect, test } from 'vitest'
import { text } from '../../engine/decode/text-lines.ts'
import { lines } from '../../engine/select/lines.ts'
import { refused, selected } from './selecting.ts'

const decoder = text.create({}, { position: () => undefined, report: () => undefined })
const cells = { figures: { legend: 'candidate', from: 8, length: 6 } }
const patterns = [
  { legend: 'candidate', matches: '^UNIT', cells: { from: 8, length: 6, columns: { name: { from: 1 } } } },
  {
    legend: 'candidate',
    matches: '^ {7}[(]',
    cells: { from: 8, length: 6, columns: { party: { from: 1 } } },
  },
  { row: 'unit', heading: 'place', matches: '^(?<code>[0-9][0-9])', cells: 'figures' },
  { total: 'unit', row: 'subtotal', matches: '^SUB', cells: 'figures' },
  { total: 'subtotal', matches: '^SUM', since: 'contest', cells: 'figures' },
  { heading: 'contest', matches: '^(?<name>[A-Z]+)$', resets: ['candidate', 'place'], again: 'anew' },
]
const values = async (body: string): Promise<readonly unknown[]> =>
  (await selected(lines, { patterns, cells }, decoder, body)).map(({ value }) => value)
const refusal = (body: string) => refused(lines, { patterns, cells }, decoder, body)

const head = 'UNIT   ADA   BEN\n       (GRN) (RED)\n'
const units = '01         7     0\n02         1    12\n'

describe('a line that is two things at once', () => {
  test('is a row and a heading of what stands below it, or a total and a row', async () => {
    expect(await values(`MAYOR\n${head}${units}SUB        8    12\nSUM        8    12\n`)).toMatchObject([
      {
        row: 'unit',
        code: '01',
        place: { code: '01' },
        candidate: { name: 'ADA', party: '(GRN)' },
        value: '7',
      },
      { row: 'unit', code: '01', place: { code: '01' }, value: '0' },
      { row: 'unit', code: '02', place: { code: '02' }, value: '1' },
      { row: 'unit', code: '02', place: { code: '02' }, value: '12' },
      { row: 'subtotal', place: { code: '02' }, candidate: { name: 'ADA' }, value: '8' },
      { row: 'subtotal', place: { code: '02' }, candidate: { name: 'BEN' }, value: '12' },
    ])
  })

  test('must be right as a total, and adds up as a row', async () => {
    expect(await refusal(`MAYOR\n${head}${units}SUB        8    11\n`)).toMatchObject({
      code: 'SELECT_TOTAL',
      message:
        'The total of value of BEN over the rows unit is 11; they add up to 12 (rows: 2; lines: L4 to L5).',
    })
    expect(await refusal(`MAYOR\n${head}${units}SUB        8    12\nSUM        9    12\n`)).toMatchObject({
      code: 'SELECT_TOTAL',
      message:
        'The total of value of ADA over the rows subtotal is 9; they add up to 8 (rows: 1; lines: L6).',
    })
  })
})

describe('a legend', () => {
  test('told by several lines begins anew when one of them comes again', async () => {
    const again = 'UNIT   CY    DI\n'
    expect(await values(`${head}01         7     0\n${again}02         1    12\n`)).toMatchObject([
      { candidate: { name: 'ADA', party: '(GRN)' } },
      { candidate: { name: 'BEN', party: '(RED)' } },
      { candidate: { name: 'CY' } },
      { candidate: { name: 'DI' } },
    ])
    const rows = await values(`${head}01         7     0\n${again}02         1    12\n`)
    expect(rows[2]).not.toHaveProperty('candidate.party')
  })

  test('does not hold on into a contest that begins anew without one', async () => {
    expect(await refusal(`MAYOR\n${head}${units}MAYOR\n03         1     2\n`)).toMatchObject({
      code: 'SELECT_LEGEND',
      place: 'L7',
    })
  })

  test('parts the sums of what stood in other columns before', async () => {
    const other = 'UNIT   CY    DI\n02         1    12\n'
    expect(await refusal(`${head}01         7     0\n${other}SUB        8    12\n`)).toMatchObject({
      code: 'SELECT_TOTAL',
      message: expect.stringMatching(/^The total of value of CY .* is 8; they add up to 1/) as unknown,
    })
  })
})
