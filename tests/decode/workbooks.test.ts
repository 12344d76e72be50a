import { describe, expect, test } from 'vitest'
import { decoderConformance, refusal } from '../conformance/decoder.ts'
import { type WorkbookDescription, type WorkbookKind, workbookBytes } from '../helpers/workbook.ts'
import { cellsOf, decoderOf, sheetsOf } from './workbook-samples.ts'

const small: WorkbookDescription = {
  sheets: [
    {
      name: 'Total',
      rows: [
        ['County', 'Ada Doe'],
        ['Adams', 12],
        ['Brown', 345],
      ],
    },
    {
      name: 'Early',
      rows: [
        ['County', 'Ada Doe'],
        ['Adams', 7],
      ],
    },
  ],
}
const likes = { xlsx: ['a workbook (.xlsx)', 'a zip archive'], xls: ['an old Office file (OLE2)'] } as const
const kinds: readonly WorkbookKind[] = ['xlsx', 'xls', 'xls5', 'xml']

describe.each(['xlsx', 'xls'] as const)('%s', (kind) => {
  const input = workbookBytes(kind, small)
  decoderConformance(likes[kind], {
    decoder: decoderOf(kind),
    input,
    // What fills up the last sector of an old workbook holds nothing.
    spare: kind === 'xls' ? spareOf(input) : 0,
    broken: [],
    nested: 'what nests in a workbook has a test of its own',
    inExcerpt: ({ value }) => value as readonly string[],
  })
})

decoderConformance(['a workbook in XML (SpreadsheetML)'], {
  decoder: decoderOf('xml'),
  input: `<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Total"><Table>
<Row><Cell><Data ss:Type="String">County</Data></Cell><Cell><Data ss:Type="String">Ada Doña</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Adams</Data></Cell><Cell><Data ss:Type="Number">12</Data></Cell></Row>
</Table></Worksheet>
</Workbook>
`,
  spare: 1,
  broken: [
    ['<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">\n<Worksheet', 'DECODE_FAILED', 'L2:11'],
    ['<Workbook xmlns="office:spreadsheet">\n<a></b>', 'DECODE_FAILED', 'L2:8'],
  ],
  nested: 'what nests in a workbook has a test of its own',
  inExcerpt: ({ value }) => value as readonly string[],
})

/** Zeros at the end of a file, behind its last text. */
function spareOf(bytes: Buffer): number {
  let last = bytes.length
  while (last > 0 && bytes[last - 1] === 0) last -= 1
  return bytes.length - last
}

describe.each(kinds)('a workbook written as %s', (kind) => {
  test('has the texts of its cells, its places and its merged areas', async () => {
    const [sheet, ...others] = await sheetsOf(
      decoderOf(kind),
      workbookBytes(kind, {
        sheets: [
          {
            name: 'By county',
            rows: [['Governor', null, null, 'Mayor'], ['Ada', ' Ben '], [], ['Adams', 12, 0.5]],
            merged: ['A1:B1'],
          },
          { name: 'Last', rows: [['x']] },
        ],
      }),
    )
    expect(sheet?.name).toBe('By county')
    expect(sheet?.rows.map(({ cells }) => cells)).toEqual([
      ['Governor', '', '', 'Mayor'],
      ['Ada', ' Ben '],
      [],
      ['Adams', '12', '0.5'],
    ])
    expect(sheet?.rows[3]).toMatchObject({
      place: 'By county!4',
      places: ['By county!A4', 'By county!B4', 'By county!C4'],
    })
    // The format of 1995 merges nothing.
    const area = { top: 0, left: 0, bottom: 0, right: 1 }
    expect(sheet?.merged).toEqual(kind === 'xls5' ? [] : [area])
    expect(others.map(({ name }) => name)).toEqual(['Last'])
  })

  test('says numbers plainly, and shares, codes and times by their formats', async () => {
    const rows = [
      [0.1 + 0.2, 1_234_567, -3.25, 1e21, 1e-7],
      [0.451, 0.3333, 7, 12],
      [43_263, 46_189.916_493_055_6, 0.25, 43_263],
    ]
    const formats = [
      [undefined, '#,##0', '0.00', undefined, undefined],
      ['0.0%', '0%', '000', '0" votes"'],
      ['m/d/yyyy', 'MM/dd/yyyy h:mm:ss', 'h:mm AM/PM', '[$-409]mmmm\\ d\\,\\ yyyy;@'],
    ]
    const cells = rows.map((row, at) =>
      row.map((value, column) => {
        const format = formats[at]?.[column]
        return format === undefined ? value : { value, format }
      }),
    )
    expect(await cellsOf(kind, { sheets: [{ name: 'S', rows: cells }] })).toEqual([
      ['0.3', '1234567', '-3.25', '1000000000000000000000', '0.0000001'],
      ['45.1%', '33.33%', '007', '12 votes'],
      ['2018-06-12', '2026-06-16T21:59:45', '06:00:00', '2018-06-12'],
    ])
  })

  test.each([
    // A share, whose sign is a word of the format.
    [60, '0"%"', '60%'],
    [60, '0\\%', '60%'],
    [5, '"$"#,##0', '$5'],
    [5, '"P-"000', 'P-005'],
    // Counts that are masked.
    [5, '"<10"', '<10'],
    [5, '[<10]"<10";0', '<10'],
    [12, '[<10]"<10";0', '12'],
    [5, '[>=10]#,##0;"*"', '*'],
    [1204, '[>=10]#,##0;"*"', '1204'],
    [0, '0;-0;"n/a"', 'n/a'],
    // Zeros and signs as offices write them.
    [0, '_(* #,##0_);_(* \\(#,##0\\);_(* \\-??_);_(@_)', '0'],
    [1204, '_(* #,##0_);_(* \\(#,##0\\);_(* \\-??_);_(@_)', '1204'],
    [-5, '#,##0_);[Red]\\(#,##0\\)', '-5'],
    [0, '0;-0;;@', '0'],
    [0, '#,##0;-#,##0;"-"', '0'],
    [7, '[Blue]0', '7'],
    [0.25, '# ?/?', '0.25'],
    [1200, '0.00E+00', '1200'],
  ])('says of %d in the format %s what people read', async (value, format, text) => {
    expect(await cellsOf(kind, { sheets: [{ name: 'S', rows: [[{ value, format }]] }] })).toEqual([[text]])
  })

  test('shows nothing where the format shows nothing', async () => {
    const rows = [[{ value: 5, format: ';;;' }, { value: 0, format: ';;;' }, 1]]
    expect(await cellsOf(kind, { sheets: [{ name: 'S', rows }] })).toEqual([['', '', '1']])
  })

  test.each(['#,##0,', '0,,', '0.0,"K"', '0"."0'])(
    'refuses a number that %s makes another of',
    async (format) => {
      const bytes = workbookBytes(kind, { sheets: [{ name: 'S', rows: [[{ value: 1_204_000, format }]] }] })
      const error = await refusal(decoderOf(kind), bytes)
      expect([error.code, error.place]).toEqual(['DECODE_CELL_FORMAT', 'S!A1'])
      expect(error.message).toContain('1204000')
    },
  )

  test('keeps what is text as text', async () => {
    const texts = ['33/33', '007', '1,204', '45.1%', '****', 'O’Brien', 'a\nb', '  padded   ']
    // The program that writes the samples knows ASCII alone in the format of 1995.
    const shown = kind === 'xls5' ? texts.filter((text) => /^[ -~]*$/.test(text)) : texts
    expect(await cellsOf(kind, { sheets: [{ name: 'S', rows: [shown] }] })).toEqual([shown])
  })

  test('has truths, and the values that were stored with formulas', async () => {
    const rows = [[true, false, { formula: '1+1', value: 2 }, { formula: '"a"&"b"', value: 'ab' }]]
    expect(await cellsOf(kind, { sheets: [{ name: 'S', rows }] })).toEqual([['TRUE', 'FALSE', '2', 'ab']])
  })

  test('a cell that holds an error is one, unless the spec keeps it as text', async () => {
    const bytes = workbookBytes(kind, { sheets: [{ name: 'S 1', rows: [['a'], [1, { error: '#DIV/0!' }]] }] })
    const error = await refusal(decoderOf(kind), bytes)
    expect([error.code, error.place]).toEqual(['DECODE_CELL_ERROR', 'S 1!B2'])
    expect(error.message).toContain('#DIV/0!')
    const [sheet] = await sheetsOf(decoderOf(kind, { cell_errors: 'text' }), bytes)
    expect(sheet?.rows[1]?.cells).toEqual(['1', '#DIV/0!'])
  })

  test('the row of a place is shown with all of its cells', async () => {
    const bytes = workbookBytes(kind, { sheets: [{ name: 'a!b', rows: [['x'], ['Adams', null, 12]] }] })
    for (const place of ['a!b!2', 'a!b!C2'])
      expect(await decoderOf(kind).excerpt(bytes, place)).toEqual({ line: 2, text: 'Adams |  | 12' })
    expect(await decoderOf(kind).excerpt(bytes, 'b!2')).toBeUndefined()
    expect(await decoderOf(kind).excerpt(bytes, 'a!b!3')).toBeUndefined()
    expect(await decoderOf(kind).excerpt(Buffer.from('no workbook'), 'a!b!2')).toBeUndefined()
  })
})

test.each(['xlsx', 'xls', 'xml'] as const)(
  'hidden sheets and rows are given, and say so: %s',
  async (kind) => {
    const bytes = workbookBytes(kind, {
      sheets: [
        { name: 'Seen', rows: [['a'], ['b']], hidden_rows: [2] },
        { name: 'Unseen', rows: [['c']], hidden: true },
      ],
    })
    const sheets = await sheetsOf(decoderOf(kind), bytes)
    expect(sheets.map(({ name, hidden, rows }) => [name, hidden, rows.map((row) => row.hidden)])).toEqual([
      // The program that writes the samples hides no rows in old workbooks.
      ['Seen', undefined, [undefined, kind === 'xls' ? undefined : true]],
      ['Unseen', true, [undefined]],
    ])
  },
)

test.each(['xlsx', 'xls'] as const)(
  'days are counted from 1904 where the workbook says so: %s',
  async (kind) => {
    const rows = [[{ value: 41_801, format: 'yyyy-mm-dd' }]]
    expect(await cellsOf(kind, { since1904: true, sheets: [{ name: 'S', rows }] })).toEqual([['2018-06-12']])
  },
)

test('columns and rows of a workbook in XML that are hidden, or have no width or height, say so', async () => {
  const cell = '<Cell><Data ss:Type="Number">1</Data></Cell>'
  const names =
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
  const body = `<?xml version="1.0"?><Workbook ${names}><Worksheet ss:Name="S"><Table>
<Column ss:Index="2" ss:Hidden="1"/><Column ss:Width="0"/><Column ss:Width="60"/>
<Row>${cell.repeat(4)}</Row><Row ss:Height="0">${cell.repeat(4)}</Row></Table></Worksheet></Workbook>`
  const [sheet] = await sheetsOf(decoderOf('xml'), Buffer.from(body))
  expect(sheet?.rows).toMatchObject([{ hiddenCells: [1, 2] }, { hiddenCells: [1, 2], hidden: true }])
  expect(sheet?.rows[0]?.hidden).toBeUndefined()
})
