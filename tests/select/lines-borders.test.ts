import { describe, expect, test } from 'vitest'
import { text } from '../../engine/decode/text-lines.ts'
import { lines } from '../../engine/select/lines.ts'
import { refused, selected } from './selecting.ts'

const decoder = text.create({}, { position: () => undefined, report: () => undefined })
const values = async (patterns: readonly object[], body: string): Promise<readonly unknown[]> =>
  (await selected(lines, { patterns }, decoder, body)).map(({ value }) => value)
const refusal = (patterns: readonly object[], body: string) => refused(lines, { patterns }, decoder, body)

const unit = {
  row: 'unit',
  matches: '^01 ',
  columns: { votes: { from: 4, to: 7 }, mail: { from: 8, to: 10 } },
}

describe('borders of columns', () => {
  test('cut no text in two, whether what follows is in a column or in none', async () => {
    expect(await values([unit], '01   20  7\n')).toEqual([{ row: 'unit', votes: '20', mail: '7' }])
    expect(await refusal([unit], '01  1489 7\n')).toMatchObject({
      code: 'SELECT_COLUMN_CUT',
      message: 'A border of the column "votes" of unit, after character 7, cuts "1489" in two.',
      place: 'L1:5',
    })
    expect(await refusal([unit], '01   20  67\n')).toMatchObject({
      code: 'SELECT_COLUMN_CUT',
      place: 'L1:10',
    })
    expect(await refusal([unit], '01    20  7\n')).toMatchObject({ code: 'SELECT_COLUMN_CUT' })
    const narrow = { ...unit, columns: { votes: { from: 6, to: 7 } } }
    expect(await refusal([narrow], '01  120\n')).toMatchObject({ code: 'SELECT_COLUMN_CUT', place: 'L1:5' })
  })

  test('of a column that lies in another are no borders of what is in it', async () => {
    const code = {
      row: 'r',
      matches: '^[0-9]',
      columns: { code: { from: 1, to: 4 }, ward: { from: 1, to: 2 } },
    }
    expect(await values([code], '0107\n')).toEqual([{ row: 'r', code: '0107', ward: '01' }])
  })

  test('may be touched where the spec says so, from both sides or by values that fill their column', async () => {
    const filled = { ...unit, borders: 'filled' }
    expect(await values([filled], '01 1489 12\n01   20345\n')).toEqual([
      { row: 'unit', votes: '1489', mail: '12' },
      { row: 'unit', votes: '20', mail: '345' },
    ])
    expect(await refusal([filled], '01    20 7\n01    2034\n')).toMatchObject({ code: 'SELECT_COLUMN_CUT' })
    const any = { ...unit, borders: 'any' }
    expect(await values([any], '01   1489\n')).toEqual([{ row: 'unit', votes: '14', mail: '89' }])
  })

  test('of cells are borders, too', async () => {
    const legend = {
      legend: 'who',
      matches: '^UNIT',
      cells: { from: 8, length: 6, columns: { name: { from: 1 } } },
    }
    const row = { row: 'unit', matches: '^01', cells: { legend: 'who', from: 8, length: 6 } }
    expect(await values([legend, row], 'UNIT   ADA   BEN\n01         7    12\n')).toMatchObject([
      { value: '7' },
      { value: '12' },
    ])
    expect(await refusal([legend, row], 'UNIT   ADA   BEN\n01         12345\n')).toMatchObject({
      code: 'SELECT_COLUMN_CUT',
      message: 'A border of the column "who 1" of unit, after character 13, cuts "12345" in two.',
    })
    expect(await refusal([legend, row], 'UNIT   ADA VAN HOEK\n')).toMatchObject({ code: 'SELECT_COLUMN_CUT' })
  })
})

describe('a text in no column', () => {
  const apart = { ...unit, columns: { votes: { from: 4, to: 7 }, mail: { from: 12, to: 14 } } }

  test('is an error, unless the spec leaves it out', async () => {
    expect(await refusal([apart], '01   20  5   7\n')).toMatchObject({
      code: 'SELECT_GAP',
      message: '"5" stands in no column of unit (characters 10 to 10).',
      place: 'L1:10',
    })
    expect(await refusal([apart], '01   20      7  99 x\n')).toMatchObject({
      code: 'SELECT_GAP',
      place: 'L1:17',
    })
    expect(await values([{ ...apart, gaps: 'skip' }], '01   20  5   7\n')).toEqual([
      { row: 'unit', votes: '20', mail: '7' },
    ])
  })

  test('is none where a named group holds it, or the expression knows it left of all columns', async () => {
    const grouped = {
      row: 'r',
      matches: '^TOTAL OF (?<rows>[0-9]+).* (?<last>[A-Z])$',
      columns: { votes: { from: 15, to: 18 } },
    }
    expect(await values([grouped], 'TOTAL OF 12     67  X\n')).toEqual([
      { row: 'r', rows: '12', votes: '67', last: 'X' },
    ])
    expect(await refusal([grouped], 'TOTAL OF 12     67 3 X\n')).toMatchObject({ code: 'SELECT_GAP' })
  })
})
