import { describe, expect, test } from 'vitest'
import { table } from '../../engine/select/grid-table.ts'
import { problemsOf, refusal, sheetOf, sheetRefusal, sheetRows, valuesOf } from './grids.ts'
import { constructed } from './selecting.ts'

describe('what no rule covers is an error with its place', () => {
  const options = { keys: { precinct: 'Precinct' }, unpivot: ['choice'] }
  test.each([
    ['a cell without a header', ['Precinct,Ada', 'P1,3,4'], 'SELECT_CELL_UNREAD', 'L2'],
    ['a row of nothing but keys', ['Precinct,Ada,Ben', 'P1,,'], 'SELECT_ROW_UNEXPECTED', 'L2'],
    ['figures without keys', ['Precinct,Ada', ',3'], 'SELECT_ROW_UNEXPECTED', 'L2'],
    ['a key that is missing', ['Place,Ada', 'P1,3'], 'SELECT_COLUMN_MISSING', 'L1'],
    ['a header that repeats', ['Precinct,Ada,Ada', 'P1,3,4'], 'SELECT_COLUMN_REPEATS', 'L1'],
    ['keys that differ', ['Precinct,Ada,Precinct', 'P1,3,P2'], 'SELECT_KEY_DIFFERS', 'L2'],
    ['no header', [',', ' ,'], 'SELECT_HEADER_MISSING', undefined],
  ])('%s', async (_, lines, code, place) => {
    expect(await refusal(options, ...lines)).toMatchObject({
      code,
      ...(place === undefined ? {} : { place }),
    })
  })

  test('unless a rule says what it is', async () => {
    const known = { ...options, rows: [{ row: '^P\\d' }], columns: [{ unnamed: '^(\\*+|[\\d.]+%)$' }] }
    expect(await valuesOf(known, 'Precinct,Ada,,Ben', 'P1,,,', 'P2,3,37.5%,5', 'P3,0,****,****')).toEqual([
      { precinct: 'P2', choice: 'Ada', value: '3' },
      { precinct: 'P2', choice: 'Ben', value: '5' },
      { precinct: 'P3', choice: 'Ada', value: '0' },
      { precinct: 'P3', choice: 'Ben', value: '****' },
    ])
  })

  test('a key that is merged with its header, and so has no text of its own', async () => {
    const cells = [
      ['Precinct', 'Ada'],
      ['', '3'],
    ]
    const sheet = sheetOf('S', cells, [{ top: 0, left: 0, bottom: 1, right: 0 }])
    expect(await sheetRefusal(options, sheet)).toMatchObject({ code: 'SELECT_ROW_UNEXPECTED', place: 'S!B2' })
  })

  test('rows and sheets that nobody sees', async () => {
    const sheet = sheetOf('S', [
      ['Precinct', 'Ada'],
      ['P1', '3'],
    ])
    const hidden = { ...sheet, rows: sheet.rows.map((row, at) => ({ ...row, hidden: at === 1 })) }
    expect(await sheetRefusal(options, hidden)).toMatchObject({ code: 'SELECT_HIDDEN', place: 'S!2' })
    expect(await sheetRefusal(options, { ...sheet, hidden: true })).toMatchObject({ code: 'SELECT_HIDDEN' })
    expect(await sheetRows({ ...options, hidden: 'read' }, hidden)).toHaveLength(1)
    expect(await sheetRows({ ...options, hidden: 'skip' }, hidden)).toHaveLength(0)
  })
})

describe('the options', () => {
  test('say before any byte which columns rows have, where no header names them', () => {
    const turned = {
      rows: [{ heading: '(?<contest>.+)' }, { total: 'x' }],
      keys: { p: 'P' },
      unpivot: ['choice'],
    }
    expect(constructed(table, turned).made.columns).toEqual(['contest', 'p', 'choice', 'value', 'kind'])
    expect(constructed(table, { keys: { p: 'P' } }).made.columns).toBeUndefined()
  })

  test.each([
    [{ rows: [{ skip: '(' }] }, 'rows.0.skip'],
    [{ rows: [{ skip: 'a', total: 'b' }] }, 'rows.0'],
    [{ rows: [{ column: 'A' }] }, 'rows.0'],
    [{ rows: [{ heading: 'a' }] }, 'rows.0.heading'],
    [{ rows: [{ heading: '^(?<a>.+)$' }] }, 'rows.0.heading'],
    [{ rows: [{ heading: '(?<a>.*)', column: 'B' }] }, 'rows.0.heading'],
    [{ rows: [{ skip: 'a', goes_on: true }] }, 'rows.0.goes_on'],
    [{ rows: [{ skip: 'a', continues: true }] }, 'rows.0.continues'],
    [{ rows: [{ skip: 'a', sheets: '(' }] }, 'rows.0.sheets'],
    [{ sheets: [{ skip: 'a', optional: true }] }, 'sheets.0.optional'],
    [{ rows: [{ count: 'a' }] }, 'rows.0.count'],
    [{ area: 'C:A' }, 'area'],
    [{ columns: [{ total: 'a' }] }, 'columns.0'],
    [{ header: { rows: 2 }, unpivot: ['a'] }, 'unpivot'],
    [{ header: { rows: 0 }, keys: { a: 'A' } }, 'keys.a'],
    [{ header: { group_ends: 'x' }, unpivot: ['a'] }, 'header.group_ends'],
    [{ header: { fill: ['b'] }, unpivot: ['a', 'b'] }, 'header.fill'],
    [{ header: { fill: ['a'] } }, 'header.fill'],
    [{ header: { group_ends: '(' }, unpivot: ['a', 'b'] }, 'header.group_ends'],
    [{ header: { rows: 0, read: { a: 'A' } } }, 'header'],
    [{ keys: { a: { column: 'A', header: 'A' } } }, 'keys.a'],
    [{ keys: { a: {} } }, 'keys.a'],
  ])('contradict themselves: %j', (given, path) => {
    expect(problemsOf(given)).toMatchObject([['SELECT_TABLE_OPTION', path, expect.any(String)]])
  })

  test('give no name twice', () => {
    const given = { rows: [{ heading: '(?<p>x)' }], keys: { p: 'P', value: 'V' }, unpivot: ['p'] }
    expect(problemsOf(given).map(([code, at]) => [code, at])).toEqual([
      ['SELECT_NAME_TAKEN', 'keys.p'],
      ['SELECT_NAME_TAKEN', 'unpivot.0'],
      ['SELECT_NAME_TAKEN', 'unpivot'],
    ])
  })
})
