import { describe, expect, test } from 'vitest'
import { refusal, sheetOf, sheetRefusal, sheetRows, valuesOf } from './grids.ts'

const contest = { heading: '^(?<contest>.+)$', after: 'blank' }
const header = { header: '^$', column: 'A' }
const parish = { heading: '^(?<parish>.+)$', alone: true }
const described = (...rows: readonly object[]) => ({
  rows,
  keys: { precinct: { column: 'A' } },
  unpivot: ['choice'],
})
const options = described(contest, header, parish)
const mayor = ['Mayor', ',Ada,Ben', 'East', 'P1,3,4', 'West', 'P2,5,6']

describe('a header that comes again with other columns', () => {
  test('is that of the heading above it', async () => {
    const values = await valuesOf(options, ...mayor, '', 'Clerk', ',Cy', 'East', 'P1,7')
    expect(values.at(-1)).toEqual({
      contest: 'Clerk',
      parish: 'East',
      precinct: 'P1',
      choice: 'Cy',
      value: '7',
    })
  })

  test('is doubtful where the title above it was taken for a heading of another kind', async () => {
    expect(await refusal(options, ...mayor, 'Clerk', ',Cy', 'East', 'P1,7')).toMatchObject({
      code: 'SELECT_HEADER_UNTITLED',
      place: 'L8',
      message: expect.stringContaining('"Mayor, Clerk"'),
    })
  })

  test('is doubtful where the heading above it is of a kind that came nowhere before', async () => {
    const county = ['Mayor', ',Ada', 'Wake,3', 'Clerk', ',Cy', 'Wake,7']
    expect(await refusal(options, ...county)).toMatchObject({ code: 'SELECT_HEADER_UNTITLED', place: 'L5' })
  })

  test('is doubtful without a title, also where a heading of the whole file stands above it once more', async () => {
    const status = { heading: '^(?<status>Official) results$' }
    const file = ['Official results', '', ...mayor, 'Official results', ',Cy', 'East', 'P1,7']
    expect(await refusal(described(status, contest, header, parish), ...file)).toMatchObject({
      code: 'SELECT_HEADER_UNTITLED',
      place: 'L10',
    })
    expect(await refusal(options, ...mayor, ',Cy', 'East', 'P1,7')).toMatchObject({ place: 'L7' })
  })

  test('needs no heading where none has said anything, or where the header itself says it', async () => {
    const none = described({ header: '^Precinct$' })
    expect(await valuesOf(none, 'Precinct,Ada', 'P1,3', 'Precinct,Cy', 'P1,7')).toHaveLength(2)
    const read = {
      rows: [{ heading: '^(?<county>.+) County$' }, { header: '^Precinct$', column: 'B' }],
      header: { rows: 1, read: { contest: 'A' } },
      keys: { precinct: 'Precinct' },
      unpivot: ['choice'],
    }
    const lines = ['Wake County', 'Mayor,Precinct,Ada', ',P1,3', 'Clerk,Precinct,Cy', ',P1,7']
    expect(await valuesOf(read, ...lines)).toMatchObject([{ contest: 'Mayor' }, { contest: 'Clerk' }])
    expect(await refusal(read, ...lines.with(3, 'Mayor,Precinct,Cy'))).toMatchObject({
      code: 'SELECT_HEADER_UNTITLED',
      place: 'L4',
    })
  })

  test('goes on with what the headings say where its rule says so', async () => {
    const continued = described(contest, { ...header, continues: true }, parish)
    expect(await valuesOf(continued, ...mayor, ',Cy', 'East', 'P1,7')).toMatchObject([
      ...[3, 4, 5, 6].map((value) => ({ contest: 'Mayor', value: String(value) })),
      { contest: 'Mayor', choice: 'Cy', value: '7' },
    ])
  })

  test('may have a heading that the first one lacked', async () => {
    const title = { heading: '^(?<contest>.+) \\(vote for one\\)$' }
    const file = [',Cast', 'P1,9', 'Mayor (vote for one)', ',Ada', 'P1,3']
    expect(await valuesOf(described(title, header), ...file)).toMatchObject([
      { choice: 'Cast' },
      { choice: 'Ada', contest: 'Mayor' },
    ])
  })
})

describe('a header that comes again with the same columns', () => {
  test('is that of a new page', async () => {
    expect(await valuesOf(options, ...mayor, ',Ada,Ben', 'P3,1,2')).toMatchObject([
      ...[3, 4, 5, 6].map((value) => ({ value: String(value) })),
      { contest: 'Mayor', parish: 'West', precinct: 'P3', value: '1' },
      { contest: 'Mayor', parish: 'West', precinct: 'P3', value: '2' },
    ])
  })

  test('is doubtful directly below a heading of those that stand below headers', async () => {
    expect(await refusal(options, ...mayor, 'Clerk', ',Ada,Ben', 'East', 'P1,7,8')).toMatchObject({
      code: 'SELECT_HEADER_UNTITLED',
      place: 'L8',
      message: expect.stringContaining('Directly above'),
    })
  })
})

describe('rules about sheets', () => {
  const state = sheetOf('State', [['Mayor'], ['', 'Ada'], ['Wake', '3']])
  const county = sheetOf('Wake', [['Mayor'], ['', 'Ada'], ['Ward 1'], ['P1', '3']])

  test('limit a rule of rows to some of them', async () => {
    const ward = { heading: '^(?<ward>.+)$', alone: true, sheets: '^Wake$' }
    const rows = described({ heading: '^(?<contest>Mayor)$' }, header, ward)
    expect(await sheetRows(rows, state, county)).toMatchObject([
      { value: { precinct: 'Wake' } },
      { value: { precinct: 'P1', ward: 'Ward 1' } },
    ])
    const elsewhere = described({ heading: '^(?<contest>Mayor)$' }, header, { ...ward, sheets: '^State$' })
    expect(await sheetRefusal(elsewhere, state, county)).toMatchObject({
      code: 'SELECT_ROW_UNEXPECTED',
      place: 'Wake!A3',
    })
  })

  test('make the first row the header where the rule of the header is not of the sheet', async () => {
    const rows = described({ header: '^Precinct$', sheets: '^Wake$' })
    const plain = sheetOf('State', [
      ['County', 'Ada'],
      ['Wake', '3'],
    ])
    expect(await sheetRows(rows, plain)).toMatchObject([{ value: { precinct: 'Wake', value: '3' } }])
  })

  test('need a sheet each to read, unless there may be none', async () => {
    const read = { ...described({ heading: '^(?<contest>Mayor)$' }, header, { row: '.' }) }
    const sheets = [{ read: '^State$' }, { read: '^Parishes$' }, { skip: '.' }]
    expect(await sheetRefusal({ ...read, sheets }, state, county)).toMatchObject({
      code: 'SELECT_SHEET_MISSING',
      message: expect.stringContaining('"read: ^Parishes$"'),
      hint: expect.stringContaining('"State", "Wake"'),
    })
    const optional = [{ read: '^State$' }, { read: '^Parishes$', optional: true }, { skip: '.' }]
    expect(await sheetRows({ ...read, sheets: optional }, state, county)).toHaveLength(1)
  })
})
