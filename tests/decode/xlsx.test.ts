import { describe, expect, test } from 'vitest'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded, refusal, roomy } from '../conformance/decoder.ts'
import { decoderOf, type PlainSheet } from './workbook-samples.ts'
import { type Parts, rowOf, xlsxOf } from './xlsx-parts.ts'

const decoder = decoderOf('xlsx')
const cells = async (parts: Parts): Promise<unknown> =>
  ((await decoded(decoder, bodyOf(xlsxOf(parts)))).read as readonly PlainSheet[])[0]?.rows.map(
    (row) => row.cells,
  )

describe('what cells of a workbook say', () => {
  test.each([
    ['texts of several looks are one', rowOf('<c t="s"><v>0</v></c>'), [['Ada Doe']]],
    [
      'a text in the cell itself',
      rowOf('<c t="inlineStr"><is><r><t>Ada</t></r><r><t xml:space="preserve"> D</t></r></is></c>'),
      [['Ada D']],
    ],
    ['escaped signs', rowOf('<c t="inlineStr"><is><t>a_x000D__x005F_b</t></is></c>'), [['a\r_b']]],
    [
      'cells and rows that do not say where they are',
      '<sheetData><row/><row><c/><c><v>1</v></c></row></sheetData>',
      [[], ['', '1']],
    ],
    [
      'days that are written out',
      rowOf(
        '<c t="d"><v>2018-06-12</v></c><c t="d"><v>2018-06-12T00:00:00.000Z</v></c><c t="d"><v>2018-06-12T19:30:00</v></c>',
      ),
      [['2018-06-12', '2018-06-12', '2018-06-12T19:30:00']],
    ],
    ['an exponent', rowOf('<c><v>1.5E3</v></c>'), [['1500']]],
    ['a formula whose text is empty', rowOf('<c t="str"><f>A2</f><v></v></c><c><v>1</v></c>'), [['', '1']]],
    [
      'a prefix of all elements',
      '<x:sheetData xmlns:x="x"><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData>',
      [['1']],
    ],
    ['a size that is a lie', `<dimension ref="A1:XFD1048576"/>${rowOf('<c><v>1</v></c>')}`, [['1']]],
    [
      'cells that hold nothing at the end',
      '<sheetData><row><c><v>1</v></c><c s="0"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData>',
      [['1']],
    ],
  ] as const)('%s', async (_, sheet, expected) => {
    const strings = '<si><r><t>Ada</t></r><r><t xml:space="preserve"> Doe</t></r><rPh><t>eida</t></rPh></si>'
    expect(await cells({ sheet, strings })).toEqual(expected)
  })

  test('columns and rows that are hidden, or have no width or height, say so', async () => {
    const columns =
      '<cols><col min="1" max="1" width="9"/><col min="2" max="2" hidden="1"/><col min="3" max="16384" width="0"/></cols>'
    const filled = '<c><v>1</v></c><c><v>2</v></c><c><v>3</v></c>'
    const rows = `<row>${filled}</row><row ht="0" customHeight="1">${filled}</row><row ht="15">${filled}</row>`
    const { read } = await decoded(
      decoder,
      bodyOf(xlsxOf({ sheet: `${columns}<sheetData>${rows}</sheetData>` })),
    )
    const [sheet] = read as readonly { rows: readonly { hidden?: boolean; hiddenCells?: unknown }[] }[]
    expect(sheet?.rows.map(({ hidden, hiddenCells }) => [hidden, hiddenCells])).toEqual([
      [undefined, [1, 2]],
      [true, [1, 2]],
      [undefined, [1, 2]],
    ])
  })

  test('merged areas reach no further than the cells', async () => {
    const sheet = `${rowOf('<c><v>1</v></c><c><v>2</v></c>')}<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="C7:D9"/></mergeCells>`
    const { read } = await decoded(decoder, bodyOf(xlsxOf({ sheet })))
    expect((read as readonly PlainSheet[])[0]?.merged).toEqual([{ top: 0, left: 0, bottom: 0, right: 1 }])
  })
})

describe('what is wrong in a sheet has its place', () => {
  test.each([
    ['<c r="B1"><f>A1</f></c>', 'DECODE_CELL_VALUE', 'S!B1'],
    ['<c r="B1" t="s"><v>7</v></c>', 'DECODE_FAILED', 'S!B1'],
    ['<c r="B1"><v>1,204</v></c>', 'DECODE_FAILED', 'S!B1'],
    ['<c r="B1" t="x"><v>1</v></c>', 'DECODE_FAILED', 'S!B1'],
    ['<c r="B1" t="b"><v>2</v></c>', 'DECODE_FAILED', 'S!B1'],
    ['<c r="B1" t="d"><v>June 12</v></c>', 'DECODE_FAILED', 'S!B1'],
    ['<c r="B1" s="1"><v>60</v></c>', 'DECODE_CELL_VALUE', 'S!B1'],
    ['<c r="B1" s="1"><v>-1</v></c>', 'DECODE_CELL_VALUE', 'S!B1'],
    ['<c r="B1" t="e"><v>#REF!</v></c>', 'DECODE_CELL_ERROR', 'S!B1'],
    ['<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>', 'DECODE_FAILED', 'S!1'],
    ['<c r="B1"><v>1</v></c><c r="B1"><v>1</v></c>', 'DECODE_FAILED', 'S!1'],
    ['<c r="B2"><v>1</v></c>', 'DECODE_FAILED', 'S!1'],
    ['<c r="XFE1"><v>1</v></c>', 'DECODE_FAILED', 'S!1'],
    ['<c r="__proto__"><v>1</v></c>', 'DECODE_FAILED', 'S!1'],
  ])('%s', async (row, code, place) => {
    const error = await refusal(
      decoder,
      xlsxOf({ sheet: rowOf(row), styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>' }),
    )
    expect([error.code, error.place]).toEqual([code, place])
  })
})

describe('hostile workbooks', () => {
  const bomb = Buffer.alloc(6_000_000, 32)
  test.each<readonly [what: string, code: string, parts: Parts]>([
    [
      'a document type definition',
      'DECODE_FAILED',
      {
        puts: [
          {
            name: 'xl/sharedStrings.xml',
            body: '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>',
          },
        ],
      },
    ],
    ['an entity of its own', 'DECODE_FAILED', { sheet: rowOf('<c t="inlineStr"><is><t>&xxe;</t></is></c>') }],
    [
      'shared texts that inflate without end',
      'DECODE_TOO_LARGE',
      {
        puts: [
          {
            name: 'xl/sharedStrings.xml',
            body: Buffer.concat([Buffer.from('<sst><si><t>'), bomb, Buffer.from('</t></si></sst>')]),
          },
        ],
      },
    ],
    [
      'a sheet that inflates without end',
      'DECODE_TOO_LARGE',
      { puts: [{ name: 'xl/worksheets/sheet1.xml', body: bomb }] },
    ],
    [
      'a member larger than it says',
      'DECODE_FAILED',
      { puts: [{ name: 'xl/worksheets/sheet1.xml', body: '<worksheet/>', size: 3 }] },
    ],
    [
      'a member with a wrong checksum',
      'DECODE_FAILED',
      { puts: [{ name: 'xl/worksheets/sheet1.xml', body: '<worksheet/>', checksum: 7 }] },
    ],
    ['a path that climbs', 'DECODE_FAILED', { puts: [{ name: '../evil', body: 'x' }] }],
    [
      'a part named twice',
      'DECODE_FAILED',
      {
        puts: [
          { name: 'xl/styles.xml', body: 'a' },
          { name: 'xl/styles.xml', body: 'b' },
        ],
      },
    ],
    [
      'a million rows of one cell',
      'DECODE_TOO_MANY_ROWS',
      { sheet: '<sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>' },
    ],
    [
      'rows that are all wide',
      'DECODE_TOO_MANY_CELLS',
      {
        sheet: `<sheetData>${Array.from({ length: 400 }, (_, at) => `<row r="${at + 1}"><c r="XFD${at + 1}"><v>1</v></c></row>`).join('')}</sheetData>`,
      },
    ],
    ['deep nesting', 'DECODE_TOO_DEEP', { sheet: '<x>'.repeat(200) + '</x>'.repeat(200) }],
    [
      'a sheet that is not there',
      'DECODE_FAILED',
      { workbook: '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId9"/></sheets></workbook>' },
    ],
    [
      'two sheets of one name',
      'DECODE_FAILED',
      {
        workbook:
          '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/><sheet name="S" r:id="rId1"/></sheets></workbook>',
      },
    ],
    [
      'too many sheets',
      'DECODE_TOO_MANY_SHEETS',
      {
        workbook: `<workbook xmlns:r="r"><sheets>${Array.from({ length: 2001 }, (_, at) => `<sheet name="${at}" r:id="rId1"/>`).join('')}</sheets></workbook>`,
      },
    ],
    ['no sheet', 'DECODE_FAILED', { workbook: '<workbook/>' }],
    [
      'a text document',
      'DECODE_CONTRADICTED',
      {
        puts: [
          {
            name: '_rels/.rels',
            body: '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
          },
        ],
      },
    ],
    [
      'an archive of something else',
      'DECODE_CONTRADICTED',
      { puts: [{ name: '_rels/.rels', body: '<Relationships/>' }] },
    ],
  ])('%s is %s', async (_, code, parts) => {
    expect((await refusal(decoder, xlsxOf(parts))).code).toBe(code)
  })

  test('more members than allowed are none of a workbook', async () => {
    const puts = Array.from({ length: 60 }, (_, at) => ({ name: `x${at}`, body: '' }))
    expect((await refusal(decoder, xlsxOf({ puts }), { ...roomy, members: 50 })).code).toBe('DECODE_FAILED')
  })

  test('the case of the names of parts is no matter, and two that differ in it alone are an error', async () => {
    const puts = [
      { name: 'xl/Worksheets/Sheet1.xml', body: `<worksheet>${rowOf('<c><v>1</v></c>')}</worksheet>` },
    ]
    const named = (target: string): string =>
      `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="${target}"/></Relationships>`
    const relation = { name: 'xl/_rels/workbook.xml.rels', body: named('worksheets/SHEET1.XML') }
    const own = { name: 'xl/worksheets/sheet1.xml', body: '<worksheet/>' }
    expect((await refusal(decoder, xlsxOf({ puts: [...puts, own, relation] }))).message).toContain(
      'there twice',
    )
    const one = xlsxOf({ sheet: rowOf('<c><v>1</v></c>'), puts: [relation] })
    expect((await decoded(decoder, bodyOf(one))).read).toHaveLength(1)
  })

  test('parts that no sheet needs are not inflated', async () => {
    const puts = [{ name: 'xl/media/picture.bin', body: bomb }]
    expect(await cells({ sheet: rowOf('<c><v>1</v></c>'), puts })).toEqual([['1']])
  })
})
