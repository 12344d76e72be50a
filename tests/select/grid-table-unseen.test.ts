import { describe, expect, test } from 'vitest'
import { sheetOf, sheetRefusal, sheetRows } from './grids.ts'

const spec = { keys: { precinct: { header: 'Precinct', carry: true } }, unpivot: ['choice'] }
const cells = [
  ['Precinct', 'Ada', 'Ben'],
  ['P1', '3', '4'],
  ['P2', '', '5'],
]
const area = (top: number, left: number, bottom: number, right: number) => ({ top, left, bottom, right })

describe('a figure that is merged', () => {
  test.each([
    ['over two precincts', area(1, 1, 2, 1), 'S!B2', '3'],
    ['over two candidates', area(1, 1, 1, 2), 'S!B2', '3'],
  ])('%s is an error', async (_, merged, place, text) => {
    const error = await sheetRefusal(spec, sheetOf('S', cells, [merged]))
    expect([error.code, error.place]).toEqual(['SELECT_MERGED', place])
    expect(error.message).toContain(`"${text}"`)
  })

  test('over a column without a name, as its header is, is one figure', async () => {
    const wide = [
      ['Precinct', 'Ada', ''],
      ['P1', '3'],
    ]
    const merged = [area(0, 1, 0, 2), area(1, 1, 1, 2)]
    expect((await sheetRows(spec, sheetOf('S', wide, merged))).map(({ value }) => value)).toEqual([
      { precinct: 'P1', choice: 'Ada', value: '3' },
    ])
  })

  test('may be a key, which holds for all of its rows', async () => {
    const keyed = [cells[0] ?? [], ['P1', '3', '4'], ['', '1', '5']]
    const rows = await sheetRows(spec, sheetOf('S', keyed, [area(1, 0, 2, 0)]))
    expect(rows.map(({ value }) => Reflect.get(value as object, 'precinct'))).toEqual([
      'P1',
      'P1',
      'P1',
      'P1',
    ])
  })
})

test('cells that nobody sees are an error, read or left out, as rows are', async () => {
  const { rows, ...sheet } = sheetOf('S', cells)
  const hiding = { ...sheet, rows: rows.map((row) => ({ ...row, hiddenCells: [2] })) }
  const error = await sheetRefusal(spec, hiding)
  expect([error.code, error.place]).toEqual(['SELECT_HIDDEN', 'S!C1'])
  const read = async (hidden: string): Promise<unknown> =>
    (await sheetRows({ ...spec, hidden, rows: [{ row: '^P' }] }, hiding)).map(({ place }) => place)
  expect(await read('read')).toEqual(['S!B2', 'S!C2', 'S!C3'])
  expect(await read('skip')).toEqual(['S!B2'])
})
