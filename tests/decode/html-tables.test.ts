import { describe, expect, test } from 'vitest'
import { htmlTables } from '../../engine/decode/html-tables.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded, decoderConformance, refusal, roomy } from '../conformance/decoder.ts'
import type { PlainSheet } from './workbook-samples.ts'

const site = { position: () => undefined, report: () => {} }
const decoder = htmlTables.create({}, site)
const page = (body: string): string => `<html><body>\n${body}\n</body></html>`
const sheets = async (body: string, by = decoder): Promise<readonly PlainSheet[]> =>
  (await decoded(by, bodyOf(page(body)))).read as readonly PlainSheet[]
const cells = async (body: string): Promise<unknown> => (await sheets(body))[0]?.rows.map((row) => row.cells)

decoderConformance(['an HTML page', 'XML'], {
  decoder,
  input: `<!DOCTYPE html>
<html><head><title>Results</title></head><body>
<table id="r"><tr><th>Name<th>Votes
<tr class="c"><td>Ada Doña<td>1,204
<tr class="c"><td>Ben<td>77</tr></table>
</body></html>
`,
  spare: '</html>\n'.length,
  broken: [
    ['<html><body>\n<table>\n<tr><td>1', 'DECODE_FAILED', 'L3'],
    ['<html><body>\n<p>The server is busy.</p></body></html>', 'DECODE_NO_TABLE', 'L1'],
  ],
  inExcerpt: ({ value }) => value as readonly string[],
  nested: (levels) =>
    `<html><body><table><tr><td>1</table>${'<div>'.repeat(levels - 2)}${'</div>'.repeat(levels - 2)}</body></html>`,
})

describe('html_tables', () => {
  test('every table is a sheet, called by its caption, its id or its position', async () => {
    const found = await sheets(
      '<table><caption>For <b>Governor</b></caption><tr><td>1</table><table id="mayor"><tr><td>2</table><table><tr><td>3</table>',
    )
    expect(found.map(({ name, rows }) => [name, rows[0]?.cells])).toEqual([
      ['For Governor', ['1']],
      ['mayor', ['2']],
      ['3', ['3']],
    ])
  })

  test('says which tables, rows and cells the page hides', async () => {
    const [shown, whole] = await sheets(
      `<table><tr hidden><td>1</td></tr><tr><td>2</td><td style="color:red; DISPLAY : none !important">3</td></tr>
      <tbody style="visibility:hidden"><tr><td>4</td></tr></tbody><tbody><tr><td style="display:inline">5</td></tr></table>
      <div style="display:none"><table><tr><td>6</td></tr></table></div>`,
    )
    expect(shown?.rows.map(({ cells: [first], hidden }) => [first, hidden ?? false])).toEqual([
      ['1', true],
      ['2', false],
      ['4', true],
      ['5', false],
    ])
    expect(shown?.rows[1]).toMatchObject({ cells: ['2', '3'], hiddenCells: [1] })
    expect(shown?.rows[3]).not.toHaveProperty('hiddenCells')
    expect([shown?.hidden, whole?.hidden]).toEqual([undefined, true])
  })

  test.each([
    ['12<span style="display:none">34</span>', '12'],
    ['<span>12</span><span>34</span>', '12 34'],
    ['1<b>2</b>3', '1 2 3'],
    ['12<!-- -->34', '1234'],
    ['<i>1</i>,<i>204</i>', '1,204'],
    ['<b>A</b>da', 'Ada'],
    ['<a>1</a><b></b><i>2</i>', '1 2'],
  ])('the text of %s is %s', async (inner, text) => {
    expect(await cells(`<table><tr><td>${inner}</td></tr></table>`)).toEqual([[text]])
  })

  test('a CSS selector chooses among them', async () => {
    const by = htmlTables.create({ tables: 'table.votes' }, site)
    const found = await sheets('<table><tr><td>1</table><table class="votes"><tr><td>2</table>', by)
    expect(found.map(({ name, rows }) => [name, rows[0]?.cells])).toEqual([['1', ['2']]])
    expect(await refusal(by, page('<table><tr><td>1</table>'))).toMatchObject({
      code: 'DECODE_NO_TABLE',
      message: 'No table of the page matches table.votes; it has 1 tables.',
    })
  })

  test('a heading above a table names it, however deep either lies', async () => {
    const by = htmlTables.create({ tables: 'table.votes', names: 'h2.contest' }, site)
    const found = await sheets(
      `<table class="votes"><caption>Before</caption><tr><td>0</table><h2>2016</h2>
      <div><h2 class="contest">Senator <i>DEM</i></h2></div><p>Official</p>
      <div><div><table class="votes"><tr><td>1</table></div></div><table class="votes" id="x"><tr><td>2</table>
      <h2 class="contest">Judge</h2><table class="votes"><tr><td>3</table>`,
      by,
    )
    expect(found.map(({ name, rows }) => [name, rows[0]?.cells])).toEqual([
      ['Before', ['0']],
      ['Senator DEM', ['1']],
      ['Senator DEM', ['2']],
      ['Judge', ['3']],
    ])
    expect(await refusal(by, page('<h2>A</h2><table class="votes"><tr><td>1</table>'))).toMatchObject({
      code: 'DECODE_NO_TABLE_NAME',
    })
  })

  test('a selector that is none is told before any byte', () => {
    const told: FeedError[] = []
    htmlTables.create(
      { tables: 'table..x' },
      { position: () => undefined, report: (error) => told.push(error) },
    )
    expect(told.map(({ code }) => code)).toEqual(['SELECT_SYNTAX'])
  })

  test('cells that span are merged areas, and what they cover is empty', async () => {
    const [sheet] = await sheets(`<table>
<thead><tr><th rowspan=2>County<th colspan="2">Ada<th>Ben</tr>
<tr><th>Early<th>Late<th>Early</tr></thead>
<tr><td>Adams<td>1<td>2<td>3</tr></table>`)
    expect(sheet?.rows.map((row) => row.cells)).toEqual([
      ['County', 'Ada', '', 'Ben'],
      ['', 'Early', 'Late', 'Early'],
      ['Adams', '1', '2', '3'],
    ])
    expect(sheet?.merged).toEqual([
      { top: 0, left: 0, bottom: 1, right: 0 },
      { top: 0, left: 1, bottom: 0, right: 2 },
    ])
  })

  test.each([
    [
      '<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c',
      [
        ['a', '', 'b'],
        ['', '', 'c'],
      ],
    ],
    [
      '<tr><td>a<td rowspan=3>b<tr><td>c<tr><td>d<td>e',
      [
        ['a', 'b'],
        ['c', ''],
        ['d', '', 'e'],
      ],
    ],
    [
      '<tr><td rowspan=0>a<td>b<tr><td>c',
      [
        ['a', 'b'],
        ['', 'c'],
      ],
    ],
    ['<tr><td rowspan=9>a</tr><tbody><tr><td>b', [['a'], ['b']]],
    ['<tr><td>a<td rowspan=2>b<td rowspan=2>c<tr>', [['a', 'b', 'c'], []]],
    ['<tr><td colspan=0>a<td colspan=x>b', [['a', 'b']]],
  ])('%s', async (rows, expected) => {
    expect(await cells(`<table>${rows}</table>`)).toEqual(expected)
  })

  test('a table inside of a cell is a sheet of its own, and its rows are its own', async () => {
    const found = await sheets('<table><tr><td>a<table><tr><td>b</table><tr><td>c</table>')
    expect(found.map(({ rows }) => rows.map((row) => row.cells))).toEqual([[['a b'], ['c']], [['b']]])
  })

  test('rows know where they begin', async () => {
    const [sheet] = await sheets('<table><tr><td>a</tr><tr><td>b</tr>\n<tr><td>c</table>')
    expect(sheet?.rows.map(({ place }) => place)).toEqual(['L2:8', 'L2:22', 'L3'])
  })

  test('rows and cells are bounded, however far a cell claims to reach', async () => {
    const wide = '<tr><td colspan=1000>a'.repeat(5001)
    expect((await refusal(decoder, page(`<table>${wide}</table>`))).code).toBe('DECODE_TOO_MANY_CELLS')
    const many = await refusal(decoder, page('<table><tr><td>1<tr><td>2</table>'), { ...roomy, rows: 1 })
    expect([many.code, many.place]).toEqual(['DECODE_TOO_MANY_ROWS', 'L2:17'])
    const tables = await refusal(decoder, page('<table><tr><td>1</table>'.repeat(2001)))
    expect(tables.code).toBe('DECODE_TOO_MANY_SHEETS')
  })
})
