import { describe, expect, test } from 'vitest'
import { refusal, rowsOf, sheetOf, sheetRefusal, sheetRows, valuesOf } from './grids.ts'

describe('a table', () => {
  test('without any option has one header and a row for each row below it', async () => {
    expect(await rowsOf({}, 'Name,,Votes', ' Ada , ,"1,204"', '', 'Ben,,7')).toEqual([
      { place: 'L2', value: { Name: 'Ada', Votes: '1,204' } },
      { place: 'L4', value: { Name: 'Ben', Votes: '7' } },
    ])
  })

  test('turned over has a row for each cell, with the texts above it and the place of the cell', async () => {
    const options = { keys: { precinct: 'Precinct' }, unpivot: ['contest', 'choice'] }
    const sheet = sheetOf(
      'Total',
      [
        ['', 'Governor', '', 'Sheriff'],
        ['Precinct', 'Ada', 'Ben\nBee', 'Ada'],
        ['P1', '3', '', '5'],
      ],
      [{ top: 0, left: 1, bottom: 0, right: 2 }],
    )
    expect(await sheetRows(options, sheet)).toEqual([
      { place: 'Total!B3', value: { precinct: 'P1', contest: 'Governor', choice: 'Ada', value: '3' } },
      { place: 'Total!D3', value: { precinct: 'P1', contest: 'Sheriff', choice: 'Ada', value: '5' } },
    ])
    expect(
      await sheetRows(options, {
        ...sheet,
        rows: [...sheet.rows.slice(0, 2), ...sheetOf('Total', [['P2', '', '0']]).rows],
      }),
    ).toMatchObject([{ value: { precinct: 'P2', contest: 'Governor', choice: 'Ben Bee', value: '0' } }])
  })

  test('marks totals, in rows and in columns, and drops none', async () => {
    const options = {
      keys: { precinct: 'Precinct' },
      unpivot: ['choice'],
      rows: [{ total: '^TOTALS?$' }],
      columns: [{ total: '^Cast$' }, { skip: '%$' }],
    }
    const values = await valuesOf(options, 'Precinct,Ada,Ada %,Cast', 'P1,3,60%,5', 'TOTAL,3,60%,5')
    expect(values.map((value) => Object.values(value as object))).toEqual([
      ['P1', 'Ada', '3', 'row'],
      ['P1', 'Cast', '5', 'total'],
      ['TOTAL', 'Ada', '3', 'total'],
      ['TOTAL', 'Cast', '5', 'total'],
    ])
  })

  test('begins anew at each header, and takes what headings say until they say something else', async () => {
    const options = {
      rows: [
        { skip: '.', after: 'top' },
        { heading: '^Vote for (?<allowed>\\d+)$' },
        { header: '^Precinct$', continues: true },
        { heading: '^(?<contest>[A-Z].+)$' },
      ],
      keys: { precinct: 'Precinct' },
      unpivot: ['choice'],
    }
    const lines = ['Statement of votes,page 1', 'Governor', 'Vote for 1', 'Precinct,Ada', 'P1,3']
    const next = ['Sheriff', 'Precinct,Cy,Di', 'P1,4,5', 'Precinct,Ed', 'P1,6']
    const values = await valuesOf(options, ...lines, ...next)
    expect(values).toEqual([
      { contest: 'Governor', allowed: '1', precinct: 'P1', choice: 'Ada', value: '3' },
      { contest: 'Sheriff', precinct: 'P1', choice: 'Cy', value: '4' },
      { contest: 'Sheriff', precinct: 'P1', choice: 'Di', value: '5' },
      { contest: 'Sheriff', precinct: 'P1', choice: 'Ed', value: '6' },
    ])
  })

  test('tells two kinds of headings apart by the blank row above', async () => {
    const options = {
      rows: [
        { heading: '^(?<contest>.+)$', after: 'blank' },
        { header: '^$', column: 'A' },
        { heading: '^(?<county>.+)$', alone: true },
      ],
      keys: { precinct: { column: 'A' } },
      unpivot: ['choice'],
    }
    const values = await valuesOf(options, 'Mayor', ',Ada', 'Wake', 'P1,3', '', 'Clerk', ',Ben', 'P9,1')
    expect(values).toEqual([
      { contest: 'Mayor', county: 'Wake', precinct: 'P1', choice: 'Ada', value: '3' },
      { contest: 'Clerk', precinct: 'P9', choice: 'Ben', value: '1' },
    ])
  })

  test('reads what a cell of the header says of all rows, until a heading says it anew', async () => {
    const options = {
      rows: [{ heading: '^(?<contest>.+)$', alone: true }],
      header: { read: { contest: 'A' } },
      keys: { choice: { column: 'A' } },
      unpivot: ['precinct'],
    }
    const values = await valuesOf(options, 'Governor,P1', 'Ada,3', 'Sheriff', 'Cy,4')
    expect(values).toEqual([
      { contest: 'Governor', choice: 'Ada', precinct: 'P1', value: '3' },
      { contest: 'Sheriff', choice: 'Cy', precinct: 'P1', value: '4' },
    ])
  })

  test('carries keys down until an outer one changes, and takes those of merged cells', async () => {
    const keys = { county: { header: 'County', carry: true }, town: { header: 'Town', carry: true } }
    const lines = ['County,Town,Kind,Votes', 'Wake,Apex,early,1', ',,mail,2', 'Dare,,early,3']
    const values = await valuesOf({ keys }, ...lines)
    expect(values.map((value) => Object.values(value as object).join('/'))).toEqual([
      'Wake/Apex/early/1',
      'Wake/Apex/mail/2',
      'Dare//early/3',
    ])
    const sheet = sheetOf(
      'S',
      [
        ['County', 'Votes'],
        ['Wake', '1'],
        ['', '2'],
        ['', '3'],
      ],
      [{ top: 1, left: 0, bottom: 2, right: 0 }],
    )
    expect(await sheetRefusal({ keys: { county: 'County' } }, sheet)).toMatchObject({
      code: 'SELECT_ROW_UNEXPECTED',
      place: 'S!B4',
    })
    expect(
      (await sheetRows({ keys: { county: { header: 'County', carry: true } } }, sheet)).map(
        ({ value }) => value,
      ),
    ).toEqual([
      { county: 'Wake', Votes: '1' },
      { county: 'Wake', Votes: '2' },
      { county: 'Wake', Votes: '3' },
    ])
  })

  test('fills the upper rows of a header to the right, within what stands above them', async () => {
    const options = {
      header: { fill: true },
      keys: { p: { column: 'A' } },
      unpivot: ['contest', 'note', 'choice'],
    }
    const values = await valuesOf(options, ',Mayor,,Clerk', ',Vote for 1,,', ',Ada,Ben,Cy', 'P1,1,2,3')
    expect(values.map((value) => Object.values(value as object).join('/'))).toEqual([
      'P1/Mayor/Vote for 1/Ada/1',
      'P1/Mayor/Vote for 1/Ben/2',
      'P1/Clerk//Cy/3',
    ])
  })

  test('finds columns by pattern, numbers those that repeat, and may have no header at all', async () => {
    const found = {
      keys: { name: { matches: '^(Choice|Candidate)$' }, party: { header: 'Party', optional: true } },
    }
    expect(await valuesOf({ ...found, header: { repeats: 'number' } }, 'Candidate,%,%', 'Ada,1%,2%')).toEqual(
      [{ name: 'Ada', party: '', '%': '1%', '% (2)': '2%' }],
    )
    const bare = { header: { rows: 0 }, keys: { name: { column: 'A' }, votes: { column: 'C' } } }
    expect(await valuesOf(bare, 'Ada,,3', 'Ben,,4')).toEqual([
      { name: 'Ada', votes: '3' },
      { name: 'Ben', votes: '4' },
    ])
  })

  test('reads the sheets that a rule knows, with what their names say', async () => {
    const options = {
      sheets: [{ skip: '^Cover$' }, { read: '^(?<mode>Total|Early)-' }],
      keys: { name: 'Name' },
    }
    const early = sheetOf('Early-1', [
      ['Name', 'Votes'],
      ['Ada', '3'],
    ])
    const cover = sheetOf('Cover', [['anything']])
    expect(await sheetRows(options, cover, early)).toEqual([
      { place: 'Early-1!2', value: { mode: 'Early', name: 'Ada', Votes: '3' } },
    ])
    expect(await sheetRefusal(options, cover)).toMatchObject({ code: 'SELECT_NOTHING' })
    expect(await sheetRefusal(options, sheetOf('Late-1', []))).toMatchObject({ code: 'SELECT_SHEET_UNKNOWN' })
  })

  test('ends where a rule says so, and has as many rows as its footer says', async () => {
    const rows = [{ count: '^Records: (?<records>[\\d,]+)$' }, { end: '^Notes$' }, { total: '^Total$' }]
    const lines = ['Name,Votes', 'Ada,3', 'Ben,4', 'Total,7']
    expect(await valuesOf({ rows }, ...lines, 'Records: 2', 'Notes,,,,', 'any,thing,at,all')).toHaveLength(3)
    expect(await refusal({ rows }, ...lines, 'Records: 3')).toMatchObject({
      code: 'SELECT_COUNT',
      place: 'L5',
      message: 'The sheet says that it has 3 rows, and it has 2.',
    })
    expect(await refusal({ rows }, ...lines)).toMatchObject({ code: 'SELECT_COUNT_MISSING' })
  })

  test('leaves out blocks, and what stands beside its area', async () => {
    const rows = [{ header: '^Precinct$' }, { skip_below: '^STATISTICS$' }, { total: '^Total$' }]
    const options = { rows, keys: { precinct: 'Precinct' }, unpivot: ['choice'] }
    const lines = ['STATISTICS', 'P1,400', 'Total,400,any', 'Precinct,Ada', 'P1,3', 'STATISTICS', 'P2,500']
    expect(await valuesOf(options, ...lines)).toEqual([
      { precinct: 'P1', choice: 'Ada', value: '3', kind: 'row' },
    ])
    const beside = ['Precinct,Ada,,Precinct,Ben', 'P1,3,,P9,7']
    const half = { keys: { precinct: 'Precinct' }, unpivot: ['choice'] }
    expect(await refusal(half, ...beside)).toMatchObject({ code: 'SELECT_KEY_DIFFERS' })
    expect(await valuesOf({ ...half, area: 'A:C' }, ...beside)).toEqual([
      { precinct: 'P1', choice: 'Ada', value: '3' },
    ])
    expect(await valuesOf({ ...half, area: 'D:E' }, ...beside)).toEqual([
      { precinct: 'P9', choice: 'Ben', value: '7' },
    ])
  })
})
