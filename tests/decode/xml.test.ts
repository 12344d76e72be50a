import { describe, expect, test } from 'vitest'
import { xml } from '../../engine/decode/xml.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Json } from '../../engine/model/json.ts'
import { decoded, decoderConformance, refusal, roomy } from '../conformance/decoder.ts'

type Options = Parameters<typeof xml.create>[0]
const decoder = (options: Options): ReturnType<typeof xml.create> =>
  xml.create(options, { position: () => undefined, report: () => {} })
const rowsOf = async (text: string | Uint8Array, ...rows: string[]): Promise<[string, Json][]> =>
  (await decoded(decoder({ rows }), bodyOf(text))).rows.map((row) => [row.place, row.value])
const valuesOf = async (text: string, ...rows: string[]): Promise<Json[]> =>
  (await rowsOf(text, ...rows)).map(([, value]) => value)

const input = `<?xml version="1.0"?>
<!-- imported -->
<Result xmlns:x="urn:x">
  <Time>11/20 3:37 &amp; later</Time>
  <Turnout><Counties><County name="no row"/></Counties></Turnout>
  <Contest key="1" text="Governor">
    <Choice
      key="2">
      <Type name="early"><County name="Wake" votes="360"/><County name="Doña Ana &#233;" votes="1"/></Type>
      <Type name="mail">
        <County name="Wake" votes="12"/></Type>
    </Choice>
  </Contest>
</Result>
`

decoderConformance(['XML', 'a workbook in XML (SpreadsheetML)'], {
  decoder: decoder({ rows: ['Result/Contest/Choice/Type/County'] }),
  input,
  spare: 1,
  broken: [
    ['<Result>\n<Contest>\n', 'DECODE_FAILED', 'L3:1'],
    ['<Result>\n<Contest></Result>', 'DECODE_FAILED', 'L2:19'],
    ['<Result>\n<Contest a="1" a="2"/></Result>', 'DECODE_FAILED', 'L2:23'],
    ['<Result>\n&who;</Result>', 'DECODE_FAILED', 'L2:6'],
    ['<Result>\n&constructor;</Result>', 'DECODE_FAILED', 'L2:14'],
    ['<Result>\n a & b</Result>', 'DECODE_FAILED', 'L2:16'],
    ['<Result/>\n<Result/>', 'DECODE_FAILED', 'L2:9'],
    ['Re\n\nsult <Result/>', 'DECODE_FAILED', 'L1'],
    ['<Result>\n</Result>\n\nmore', 'DECODE_FAILED', 'L2'],
    ['<!DOCTYPE Result [\n<!ENTITY a "b">]>\n<Result/>', 'DECODE_FAILED', 'L2:18'],
    ['<Other>\n</Other>', 'DECODE_ROOT', 'L1'],
    ['<?xml version="1.0" encoding="utf-16"?>\n<Result/>', 'DECODE_ENCODING_UNKNOWN', 'L1'],
    ['<?xml version="1.0" encoding="constructor"?>\n<Result/>', 'DECODE_ENCODING_UNKNOWN', 'L1'],
  ],
  nested: (levels) => `<Result>${'<a>'.repeat(levels - 1)}${'</a>'.repeat(levels - 1)}</Result>`,
  inExcerpt: ({ value }) => [(value as { votes: string }).votes, '<County', '/>'],
})

describe('a row', () => {
  test('has its attributes, its text, its name and its ancestors', async () => {
    const row = (name: string, votes: string, type: string): Json => ({
      name,
      votes,
      element: 'County',
      Type: { name: type },
      Choice: { key: '2' },
      Contest: { key: '1', text: 'Governor' },
      Result: { 'xmlns:x': 'urn:x', Time: '11/20 3:37 & later' },
    })
    expect(await rowsOf(input, 'Result/Contest/Choice/Type/County')).toEqual([
      ['L9:26', row('Wake', '360', 'early')],
      ['L9:59', row('Doña Ana é', '1', 'early')],
      ['L11', row('Wake', '12', 'mail')],
    ])
  })

  test('has its children as text, objects and arrays', async () => {
    const text =
      '<R><A b="1"> some <i>text</i><C/><C>2</C><C d="3">4</C><E><F>5</F><F>6</F></E><![CDATA[ <7> ]]></A></R>'
    expect(await valuesOf(text, 'R/A')).toEqual([
      {
        b: '1',
        i: 'text',
        C: ['', '2', { d: '3', text: '4' }],
        E: { F: ['5', '6'] },
        text: 'some  <7>',
        element: 'A',
        R: {},
      },
    ])
  })

  test('stands at its end tag and leaves out rows and what leads to rows', async () => {
    const text = '<R>\n<A k="1"><X>x</X>\n<B>1</B>\n<P><Q><S>2</S></Q></P>\n<Y>y</Y></A>\n<A k="2"/></R>'
    expect(await rowsOf(text, 'R/A', 'R/A/B', 'R/A/P/Q/S')).toEqual([
      ['L3', { text: '1', element: 'B', A: { k: '1', X: 'x' }, R: {} }],
      ['L4:7', { text: '2', element: 'S', Q: {}, P: {}, A: { k: '1', X: 'x' }, R: {} }],
      ['L2', { k: '1', X: 'x', Y: 'y', element: 'A', R: {} }],
      ['L6', { k: '2', element: 'A', R: {} }],
    ])
  })

  test('is told of leaves that came before it, as they last stood', async () => {
    const text = '<R><T>1</T><Big><T>no</T></Big><U v="2">3</U><A>a</A><T>4</T><A>b</A><W/></R>'
    expect(await valuesOf(text, 'R/A')).toEqual([
      { text: 'a', element: 'A', R: { T: '1', U: { v: '2', text: '3' } } },
      { text: 'b', element: 'A', R: { T: '4', U: { v: '2', text: '3' } } },
    ])
  })

  test('shares its ancestors with the next', async () => {
    const [one, two] = await valuesOf('<R><T>1</T><A/><A/></R>', 'R/A')
    expect((one as { R: Json }).R).toBe((two as { R: Json }).R)
  })

  test('has the nearer of two ancestors of one name', async () => {
    const text = '<R><U n="1"><U n="2"><A/></U></U></R>'
    expect(await valuesOf(text, 'R/U/U/A')).toEqual([{ element: 'A', U: { n: '2' }, R: {} }])
  })

  test('may be named by wildcards, by a root alone, and keeps prefixes', async () => {
    const text = '<x:R><a><x:B y:c="1"/></a><b><x:B/></b><c/></x:R>'
    expect(await valuesOf(text, '*/*/x:B')).toEqual([
      { 'y:c': '1', element: 'x:B', a: {}, 'x:R': {} },
      { element: 'x:B', b: {}, 'x:R': {} },
    ])
    expect(await valuesOf('<R a="1">2</R>', 'R')).toEqual([{ a: '1', text: '2', element: 'R' }])
  })

  test('begins where its tag begins, wherever its attributes stand', async () => {
    const text = '<R\n>\n<A\n\n k="1"/><A\r\n/></R>'
    expect((await rowsOf(text, 'R/A')).map(([place]) => place)).toEqual(['L3', 'L5'])
  })

  test('can be absent', async () => {
    expect(await rowsOf('<R><B/></R>', 'R/A')).toEqual([])
  })

  test('keeps names like __proto__', async () => {
    const [row] = await valuesOf('<R><A __proto__="1"><constructor>2</constructor></A></R>', 'R/A')
    expect(Object.entries(row as object).slice(0, 2)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
  })
})

describe('two things of one name', () => {
  test.each([
    ['<R><A b="1"><b>2</b></A></R>', 'b'],
    ['<R><A b="1"><b c="2"/></A></R>', 'b'],
    ['<R><A text="1">2</A></R>', 'text'],
    ['<R><A><B text="1">2</B></A></R>', 'text'],
    ['<R><A element="1"/></R>', 'element'],
    ['<R><A R="1"/></R>', 'R'],
    ['<R><A><R/></A></R>', 'R'],
    ['<R b="1"><b>2</b><A/></R>', 'b'],
  ])('in %s are refused', async (text, name) => {
    const error = await refusal(decoder({ rows: ['R/A'] }), text)
    expect([error.code, error.place]).toEqual(['DECODE_NAME_TAKEN', expect.stringMatching(/^L1/)])
    expect(error.message).toContain(`"${name}"`)
  })

  test('are kept apart by prefixes', async () => {
    const prefixes = { attributes: 'a_', ancestors: 'in_', own: 'my_' }
    const text = '<R text="0"><t>9</t><A text="1" element="2" R="3"><text>4</text><R>5</R>6</A></R>'
    const { rows } = await decoded(decoder({ rows: ['R/A'], prefixes }), bodyOf(text))
    expect(rows.map((row) => row.value)).toEqual([
      {
        a_text: '1',
        a_element: '2',
        a_R: '3',
        text: '4',
        R: '5',
        my_text: '6',
        my_element: 'A',
        in_R: { a_text: '0', t: '9' },
      },
    ])
  })
})

describe('encodings', () => {
  test.each([
    ['<?xml version="1.0" encoding="ISO-8859-1"?><R a="é"/>', 'latin1'],
    ["<?xml version='1.0' encoding='windows-1252'?><R a='é'/>", 'latin1'],
    ['\ufeff<?xml version="1.0" encoding="utf-16"?><R a="é"/>', 'utf16le'],
    ['<?xml version="1.0" encoding="US-ASCII"?><R a="&#xe9;"/>', 'latin1'],
    ['\ufeff<R a="é"/>', 'utf8'],
    ['\ufeff<?xml version="1.0" encoding="iso-8859-1"?><R a="é"/>', 'utf8'],
    ['<R a="é"/>', 'utf8'],
  ] as const)('%j in %s is read by what it says of itself', async (text, encoding) => {
    const body = Buffer.from(text, encoding)
    expect(await rowsOf(body, 'R')).toEqual([['L1', { a: 'é', element: 'R' }]])
    expect((await decoder({ rows: ['R'] }).excerpt(body, 'L1'))?.text).toMatch(/^<R a=["'](é|&#xe9;)["']\/>$/)
  })

  test('the encoding of the spec counts more', async () => {
    const body = Buffer.from('<?xml version="1.0" encoding="utf-8"?><R a="é"/>', 'latin1')
    expect((await refusal(decoder({ rows: ['R'] }), body)).code).toBe('DECODE_ENCODING')
    const { rows } = await decoded(decoder({ rows: ['R'], encoding: 'latin-1' }), bodyOf(body))
    expect(rows[0]?.value).toEqual({ a: 'é', element: 'R' })
  })
})

describe('bounds', () => {
  const all = decoder({ rows: ['R/A'] })

  test('a row that grows without end is stopped', async () => {
    const limits = { ...roomy, treeBytes: 10_000 }
    for (const part of ['<b>0123456789</b>', '0123456789', '<b c="0123456789"/>'])
      expect((await refusal(all, `<R><A>${part.repeat(2000)}</A></R>`, limits)).code).toBe('DECODE_TOO_LARGE')
  })

  test('many rows inside a row are no growth', async () => {
    const limits = { ...roomy, treeBytes: 1000 }
    const text = `<R><A>${'<B>0123456789</B>'.repeat(5000)}</A>${'<C>0123456789</C>'.repeat(5000)}</R>`
    const { rows } = await decoded(decoder({ rows: ['R/A', 'R/A/B'] }), bodyOf(text), limits)
    expect(rows).toHaveLength(5001)
  })

  test('what lies beside the paths takes no room', async () => {
    const beside =
      '<Big><x>0123456789</x></Big>'.repeat(10) + `<Big>${'<x><y>0123456789</y></x>'.repeat(1000)}</Big>`
    const { rows } = await decoded(all, bodyOf(`<R>${beside}<A/></R>`), { ...roomy, treeBytes: 100 })
    expect(rows.map((row) => row.value)).toEqual([{ element: 'A', R: {} }])
  })

  test('attributes and leaves have a limit of names', async () => {
    const attributes = Array.from({ length: 1001 }, (_, at) => `a${at}=""`).join(' ')
    expect((await refusal(all, `<R><A ${attributes}/></R>`)).code).toBe('DECODE_TOO_WIDE')
    const leaves = Array.from({ length: 1001 }, (_, at) => `<l${at}/>`).join('')
    expect((await refusal(all, `<R>${leaves}<A/></R>`)).code).toBe('DECODE_TOO_WIDE')
  })
})
